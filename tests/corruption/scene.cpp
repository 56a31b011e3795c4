#include "scene.hpp"

#include <cstring>
#include <stdexcept>

namespace smh::corruption {

namespace {

std::vector<unsigned char> copy_of(const void* from, std::size_t bytes) {
    const auto* const begin = static_cast<const unsigned char*>(from);
    return {begin, begin + bytes};
}

void put_back(void* to, const std::vector<unsigned char>& copy) {
    std::memcpy(to, copy.data(), copy.size());
}

} // namespace

void Held::write() const {
    for (std::size_t place = 0; place < bytes; ++place) {
        address[place] = static_cast<unsigned char>(first + place);
    }
}

bool Held::intact() const {
    unsigned difference = 0;
    for (std::size_t place = 0; place < bytes; ++place) {
        difference |= address[place] ^ static_cast<unsigned char>(first + place);
    }
    return difference == 0;
}

Scene::Scene() {
    Region region;
    region.address = memory_.address();
    region.size = memory_.size();
    region.attributes = wanted;
    if (pool_.init() != Status::ok || pool_.add_client(client_) != Status::ok ||
        pool_.add(region) != Status::ok) {
        throw std::runtime_error("no pool");
    }
    fill();
    if (!pool_.validate(Depth::full)) {
        throw std::runtime_error("the scene is not valid");
    }
    keep();
}

void Scene::hold(void* address, std::size_t bytes, std::size_t alignment) {
    const auto number = static_cast<unsigned char>(blocks_.size());
    const Held block{static_cast<unsigned char*>(address), bytes, alignment,
                     static_cast<unsigned char>(37 * number)};
    block.write();
    blocks_.push_back(block);
}

void Scene::free(std::size_t number) {
    pool_.free(blocks_[number].address);
    blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(number));
}

// Of each length a few; the ones between stay, so that what is freed has allocated neighbours.
void Scene::fill() {
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
        free(5 * group + 3);
        free(5 * group + 1);
    }
}

void Scene::keep() {
    region_copy_ = copy_of(reinterpret_cast<void*>(begin()), memory_.size());
    pool_copy_ = copy_of(&pool_, sizeof pool_);
    client_copy_ = copy_of(&client_, sizeof client_);
}

void Scene::restore() {
    put_back(reinterpret_cast<void*>(begin()), region_copy_);
    put_back(&pool_, pool_copy_);
    put_back(&client_, client_copy_);
}

} // namespace smh::corruption
