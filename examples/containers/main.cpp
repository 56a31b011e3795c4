// A router: its hot table lies in fast memory, packets in memory that a network card reaches, the
// log wherever there is room. The containers are the standard library's own.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <map>
#include <memory_resource>
#include <string>
#include <unordered_map>
#include <vector>

#include <smh/allocator.hpp>
#include <smh/memory.hpp>
#include <smh/memory_resource.hpp>
#include <smh/shared_pool.hpp>

namespace {

constexpr smh::Attribute fast{2};
constexpr smh::Attribute dma{3};

unsigned char tightly_coupled[32 * 1024];
unsigned char sram[256 * 1024];

bool add(unsigned char* memory, std::size_t size, smh::AttributeSet attributes, const char* name) {
    smh::Region region;
    region.address = reinterpret_cast<std::uintptr_t>(memory);
    region.size = size;
    region.attributes = attributes;
    region.name = name;
    return smh::shared_pool().add(region) == smh::Status::ok;
}

// A type that says where it lies: no container of it is larger for that.
template <class Key, class Value>
using FastMap =
    std::map<Key, Value, std::less<>, smh::allocator<std::pair<const Key, Value>, fast>>;
using Packet = std::vector<std::byte, smh::allocator<std::byte, dma>>;

class Router {
public:
    void learn(std::uint32_t address, int port) { ports_[address] = port; }

    void send(std::uint32_t address, Packet packet) {
        const auto port = ports_.find(address);
        if (port == ports_.end()) {
            log_.emplace_back("unknown address " + std::to_string(address));
            return;
        }
        queues_[port->second].push_back(std::move(packet)); // no byte is copied
    }

    std::size_t waiting(int port) { return queues_[port].size(); }
    const std::pmr::vector<std::pmr::string>& log() const { return log_; }

private:
    FastMap<std::uint32_t, int> ports_;
    std::unordered_map<int, std::deque<Packet>> queues_;
    smh::memory_resource log_memory_{smh::cacheable};
    std::pmr::vector<std::pmr::string> log_{&log_memory_};
};

void show(const char* what, const void* address) {
    std::printf("%-22s %s\n", what, smh::shared_pool().region_of(address)->name);
}

} // namespace

int main() {
    smh::Pool& pool = smh::shared_pool();
    pool.init();
    if (!add(tightly_coupled, sizeof tightly_coupled, fast, "tightly coupled memory") ||
        !add(sram, sizeof sram, {smh::cacheable, dma}, "SRAM")) {
        return 1;
    }
    {
        const auto router = smh::make_unique<Router>(fast);
        router->learn(0x0A000001, 3);
        Packet packet(1500);
        show("the router:", router.get());
        show("a packet:", packet.data());
        router->send(0x0A000001, std::move(packet));
        router->send(0x0A000002, Packet(64));
        show("the log:", router->log().data());
        std::printf("waiting at port 3: %zu\nlog: %s\n", router->waiting(3),
                    router->log().front().c_str());
    }
    return pool.statistics().used == 0 ? 0 : 1;
}
