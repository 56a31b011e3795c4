#pragma once

namespace machine {

void timer_interrupt();

} // namespace machine
