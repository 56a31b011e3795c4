#include "scene.hpp"

#include <cstring>
#include <stdexcept>

namespace smh::corruption {

namespace {

constexpr std::size_t granule = 64;

std::size_t pages_for(std::size_t granules) {
    constexpr std::size_t page = 4096;
    const std::size_t bytes = metadata_size(granules * granule, granule) + metadata_alignment;
    return (bytes + page - 1) / page * page;
}

std::vector<unsigned char> copy_of(const void* from, std::size_t bytes) {
    const auto* const begin = static_cast<const unsigned char*>(from);
    return {begin, begin + bytes};
}

void put_back(void* to, const std::vector<unsigned char>& copy) {
    std::memcpy(to, copy.data(), copy.size());
}

} // namespace

void Held::write() const {
    for (std::size_t place = 0; holds && place < bytes; ++place) {
        address[place] = static_cast<unsigned char>(first + place);
    }
}

bool Held::intact() const {
    unsigned difference = 0;
    for (std::size_t place = 0; holds && place < bytes; ++place) {
        difference |= address[place] ^ static_cast<unsigned char>(first + place);
    }
    return difference == 0;
}

Scene::Scene(Placement placement, std::size_t granules)
    : placement_(placement),
      memory_(placement == Placement::inside ? std::size_t{65536} : pages_for(granules)) {
    if (pool_.init() != Status::ok || pool_.add_client(client_) != Status::ok) {
        throw std::runtime_error("no pool");
    }
    region_.attributes = wanted;
    placement == Placement::inside ? add() : add_with_table(granules);
    fill();
    if (!pool_.validate(Depth::full)) {
        throw std::runtime_error("the scene is not valid");
    }
    keep();
}

void Scene::add() {
    region_.address = memory_.address();
    region_.size = memory_.size();
    if (pool_.add(region_) != Status::ok) {
        throw std::runtime_error("no region");
    }
}

// With as little for the tags as the pool takes, at the end of the memory; so nothing that lies
// behind them can be used, either. The region lies where nothing is.
void Scene::add_with_table(std::size_t granules) {
    metadata_.granule = granule;
    metadata_.untouchable = true;
    region_.address = memory_.address() + 16 * memory_.size();
    region_.size = granules * metadata_.granule;
    metadata_.size = granules * sizeof(heap::Entry);
    Status status = Status::invalid;
    while (status == Status::invalid && metadata_.size < memory_.size() - metadata_alignment) {
        metadata_.size += sizeof(heap::Entry);
        metadata_.address =
            memory_.address() + memory_.size() -
            (metadata_.size + metadata_alignment - 1) / metadata_alignment * metadata_alignment;
        status = pool_.add(region_, metadata_);
    }
    if (status != Status::ok) {
        throw std::runtime_error("no region with its tags elsewhere");
    }
}

std::uintptr_t Scene::heap_begin() const {
    return placement_ == Placement::inside ? region_.address : metadata_.address;
}

std::vector<Part> Scene::parts() const {
    return placement_ == Placement::inside
               ? parts_of(*reinterpret_cast<const heap::Heap*>(heap_begin()))
               : parts_of(*reinterpret_cast<const heap::TableHeap*>(heap_begin()));
}

void Scene::hold(void* address, std::size_t bytes, std::size_t alignment) {
    const auto number = static_cast<unsigned char>(blocks_.size());
    const Held block{static_cast<unsigned char*>(address), bytes, alignment,
                     static_cast<unsigned char>(37 * number), placement_ == Placement::inside};
    block.write();
    blocks_.push_back(block);
}

void Scene::free(std::size_t number) {
    pool_.free(blocks_[number].address);
    blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(number));
}

// Of each length a few; the ones between stay, so that what is freed has allocated neighbours.
void Scene::fill() {
    if (placement_ == Placement::elsewhere) {
        fill_granules();
    }
    const std::size_t first = blocks_.size();
    for (const std::size_t bytes : {1U, 24U, 56U, 100U, 200U, 300U, 600U, 1000U, 2000U}) {
        for (int number = 0; number < 5; ++number) {
            hold(pool_.alloc(wanted, bytes), bytes);
        }
    }
    hold(pool_.aligned_alloc(wanted, 256, 100), 100, 256);
    hold(pool_.aligned_alloc(wanted, 64, 40), 40, 64);
    for (const std::size_t bytes : {72U, 500U}) {
        const Request request{.bytes = bytes, .required = wanted, .client = &client_};
        hold(pool_.alloc(request).block, bytes);
    }
    for (std::size_t group = 9; group-- > 1;) {
        free(first + 5 * group + 3);
        free(first + 5 * group + 1);
    }
}

// The shortest free blocks have entries of their own kinds. Statistics merge what is kept.
void Scene::fill_granules() {
    std::vector<void*> freed;
    for (const std::size_t granules : {1U, 1U, 1U, 2U, 2U, 3U, 3U, 4U}) {
        freed.push_back(pool_.alloc(wanted, granules * granule));
        hold(pool_.alloc(wanted, 1), 1);
    }
    for (void* const block : freed) {
        pool_.free(block);
    }
    pool_.statistics();
}

void Scene::keep() {
    memory_copy_ = copy_of(reinterpret_cast<void*>(memory_.address()), memory_.size());
    pool_copy_ = copy_of(&pool_, sizeof pool_);
    client_copy_ = copy_of(&client_, sizeof client_);
}

void Scene::restore() {
    put_back(reinterpret_cast<void*>(memory_.address()), memory_copy_);
    put_back(&pool_, pool_copy_);
    put_back(&client_, client_copy_);
}

} // namespace smh::corruption
