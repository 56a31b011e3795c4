// Cases of the conformance suite: what drivers need beyond the Shared Multi Heap document.
#pragma once

namespace smh::conformance {

bool priorities();
bool sets_of_attributes();
bool preferences();
bool requests_that_make_no_sense();
bool fallbacks();
bool timeouts();
bool removal();
bool draining();
bool aliases();
bool cache_lines();
bool clients();
bool clients_come_and_go();
bool figures();
bool walks();
bool observers();
bool attribute_names();
bool descriptions();

} // namespace smh::conformance
