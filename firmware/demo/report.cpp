#include "report.hpp"

#include "console.hpp"
#include "picture.hpp"
#include "smh/devicetree.hpp"

namespace smh::demo {

namespace {

constexpr const char* titles[] = {"REGION", "SIZE", "USED",   "FREE",   "LARGEST",
                                  "SPLIT",  "PEAK", "SERVED", "REFUSED"};
constexpr unsigned columns = sizeof titles / sizeof titles[0];

// The number behind the last region's stands for all of them.
const char* name_of(const Pool& pool, unsigned number) {
    return number < pool.region_count() ? pool.region(number)->name : "all";
}

std::size_t size_of(const Pool& pool, unsigned number) {
    if (number < pool.region_count()) {
        return pool.region(number)->size;
    }
    std::size_t sum = 0;
    for (unsigned region = 0; region < pool.region_count(); ++region) {
        sum += pool.region(region)->size;
    }
    return sum;
}

Statistics statistics_of(const Pool& pool, unsigned number) {
    Statistics is;
    return pool.statistics(number, is) ? is : pool.statistics();
}

Text cell(const Pool& pool, unsigned number, unsigned column) {
    const Statistics is = statistics_of(pool, number);
    switch (column) {
    case 0:
        return name_of(pool, number);
    case 1:
        return Text{}.add_size(size_of(pool, number));
    case 2:
        return Text{}.add_size(is.used);
    case 3:
        return Text{}.add_size(is.free);
    case 4:
        return Text{}.add_size(is.largest);
    case 5:
        return Text{}.add_count(is.fragmentation() / 10).add(" %");
    case 6:
        return Text{}.add_size(is.peak);
    case 7:
        return Text{}.add_count(is.allocations);
    default:
        return Text{}.add_count(is.failures);
    }
}

// Of the title and all that stands below it.
unsigned width_of(const Pool& pool, unsigned column) {
    unsigned width = Text{titles[column]}.length();
    for (unsigned number = 0; number <= pool.region_count(); ++number) {
        const unsigned length = cell(pool, number, column).length();
        width = length > width ? length : width;
    }
    return width;
}

// The first column to the left, the others to the right, two spaces between them.
void append(Text& line, const Text& text, unsigned column, unsigned width) {
    if (column == 0) {
        line.add(text.letters()).add(' ', width - text.length());
    } else {
        line.add(' ', width - text.length() + 2).add(text.letters());
    }
}

} // namespace

Text attributes_of(const Region& region) {
    Text text;
    for (Attribute attribute{0}; attribute.in_bound(); ++attribute.number) {
        if (region.attributes.contains(attribute)) {
            text.add(text.length() == 0 ? "" : ", ").add(devicetree::attribute_name(attribute));
        }
    }
    return text;
}

void print_regions(const Pool& pool) {
    unsigned widths[columns];
    Text title;
    for (unsigned column = 0; column < columns; ++column) {
        widths[column] = width_of(pool, column);
        append(title, titles[column], column, widths[column]);
    }
    print(title);
    for (unsigned number = 0; number <= pool.region_count(); ++number) {
        Text line;
        for (unsigned column = 0; column < columns; ++column) {
            append(line, cell(pool, number, column), column, widths[column]);
        }
        print(line);
        if (number == pool.region_count()) {
            return;
        }
        const Region& region = *pool.region(number);
        print(Text{"  |"}
                  .add(picture_of(pool, number).letters())
                  .add("| ")
                  .add_address(region.address)
                  .add(' ')
                  .add(attributes_of(region).letters()));
    }
}

} // namespace smh::demo
