// The smh command in this process: lines of words up to an empty one, and then the bytes of the
// file that they may name. A word has no slash, so all happens in one folder; and it names no file
// as the command names those that are half written.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "command.hpp"
#include "command_folder.hpp"
#include "failure.hpp"
#include "input.hpp"
#include "require.hpp"
#include "target.hpp"
#include "trace/program.hpp"
#include "trace_chunks.hpp"

namespace smh::fuzz {

namespace {

constexpr std::size_t most_words = 16;

void make_harmless(std::string& word) {
    std::replace(word.begin(), word.end(), '/', '_');
    for (std::size_t end = 0;
         (end = word.find(CommandFolder::unfinished, end)) != std::string::npos;) {
        word[end] = '_';
    }
}

// Of one line each.
std::vector<std::string> words_of(Input& input) {
    std::vector<std::string> words{"smh"};
    while (!input.at_end() && words.size() < most_words) {
        std::string word{input.text_until('\n')};
        if (word.empty()) {
            break;
        }
        word = word.substr(0, word.find('\0'));
        make_harmless(word);
        words.push_back(std::move(word));
    }
    // What would run is what is behind this.
    if (words.size() > 1 && words[1] == "record") {
        std::erase(words, "--");
    }
    return words;
}

bool has(const std::vector<std::string>& words, const char* word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// A replay writes into all that the trace asks for.
bool asks_for_much(const std::string& file) {
    constexpr std::uint64_t much = 65536;
    try {
        return trace::load(file).peak > much;
    } catch (const trace::Error&) {
        return false;
    }
}

// A demo takes seconds, whatever its words, and has a test of its own.
bool takes_long(const std::vector<std::string>& words) {
    return has(words, "demo") || asks_for_much(CommandFolder::input);
}

int run(std::vector<std::string> words) {
    std::vector<char*> pointers;
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    const auto action = tool::action_of(static_cast<int>(words.size()), pointers.data());
    return takes_long(words) ? tool::done : action();
}

void check(const tool::Failure& failure) {
    const std::string said = failure.what();
    require(!said.empty() && said == tool::printable(said), "a failure is one printable line");
}

} // namespace

} // namespace smh::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace smh::fuzz;
    // What the command says to people is not for whoever runs an engine.
    static const bool quiet = std::freopen("/dev/null", "w", stdout) != nullptr;
    require(quiet, "standard output can be dropped");
    static const CommandFolder folder;
    Input input{data, size};
    std::vector<std::string> words = words_of(input);
    const std::string_view bytes = input.rest();
    const bool is_trace = bytes.starts_with("SMHTRACE");
    const Visit visit{folder, is_trace ? with_right_checksums(bytes) : std::string{bytes}};
    int code = smh::tool::bad_input;
    try {
        code = run(std::move(words));
        require(code == smh::tool::done || code == smh::tool::off, "an exit code is one of three");
    } catch (const smh::tool::Failure& failure) {
        check(failure);
    }
    visit.check(code == smh::tool::bad_input);
    return 0;
}
