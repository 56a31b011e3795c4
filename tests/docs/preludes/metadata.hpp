// What docs/metadata.md takes as given.
#include <smh/pool.hpp>

static smh::Pool pool;
constexpr smh::Attribute fast{2};
constexpr smh::Attribute device{3};
void program_dma(std::uint64_t address);
