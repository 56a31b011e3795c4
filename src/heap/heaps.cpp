// The heaps that there are.
#include "heap/operations/alloc_and_free.hpp"
#include "heap/operations/canary.hpp"
#include "heap/operations/create.hpp"
#include "heap/operations/figures.hpp"
#include "heap/operations/many_lists.hpp"
#include "heap/operations/parking.hpp"
#include "heap/operations/recent.hpp"
#include "heap/operations/repair.hpp"
#include "heap/operations/resize.hpp"
#include "heap/operations/soundness.hpp"
#include "heap/operations/validate.hpp"
#include "heap/operations/validation.hpp"
#include "heap/operations/walk.hpp"

namespace smh::heap {

template class BasicHeap<InsidePlaces>;
template bool Validation::step(Heap& heap, const Known& known);
#if SMH_TABLES
template class BasicHeap<TablePlaces>;
template bool Validation::step(TableHeap& heap, const Known& known);
#endif

} // namespace smh::heap
