#include "platform/backup/tar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace caunoi::backup {

namespace {

constexpr std::size_t block = 512;
constexpr std::uint64_t largest_octal = 077777777777;

using Header = std::array<char, block>;

struct Part {
    std::size_t at;
    std::size_t size;
};
constexpr Part name_part{0, 100};
constexpr Part mode_part{100, 8};
constexpr Part owner_part{108, 8};
constexpr Part group_part{116, 8};
constexpr Part size_part{124, 12};
constexpr Part time_part{136, 12};
constexpr Part sum_part{148, 8};
constexpr Part kind_part{156, 1};
constexpr Part magic_part{257, 8};

void put(Header& header, Part part, std::string_view text) {
    if (text.size() > part.size) throw std::logic_error(fmt::format("too long for a tar header: {}", text));
    std::ranges::copy(text, header.begin() + static_cast<std::ptrdiff_t>(part.at));
}

void put_octal(Header& header, Part part, std::uint64_t value) {
    put(header, part, fmt::format("{:0{}o}", value, part.size - 1));
}

void put_size(Header& header, std::uint64_t size) {
    if (size <= largest_octal) {
        put_octal(header, size_part, size);
        return;
    }
    std::string binary(size_part.size, '\0');  // GNU: the first bit set, then big-endian
    binary[0] = '\x80';
    for (std::size_t i = 0; i < 8; ++i) binary[size_part.size - 1 - i] = static_cast<char>(size >> (8 * i) & 0xff);
    put(header, size_part, binary);
}

std::uint64_t sum_of(const Header& header) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < block; ++i) {
        const bool in_sum = i >= sum_part.at && i < sum_part.at + sum_part.size;
        sum += static_cast<unsigned char>(in_sum ? ' ' : header[i]);
    }
    return sum;
}

Header header_of(std::string_view name, std::uint64_t size, Time moment) {
    Header header{};
    put(header, name_part, name);
    put_octal(header, mode_part, 0600);
    put_octal(header, owner_part, 0);
    put_octal(header, group_part, 0);
    put_size(header, size);
    put_octal(header, time_part, static_cast<std::uint64_t>(moment.time_since_epoch().count()));
    put(header, kind_part, "0");
    put(header, magic_part, std::string_view("ustar\00000", 8));
    put(header, sum_part, fmt::format("{:06o}", sum_of(header)) + std::string("\0 ", 2));
    return header;
}

std::uint64_t octal(std::string_view digits) {
    std::uint64_t value = 0;
    for (const char digit : digits) {
        if (digit == '\0' || digit == ' ') break;
        if (digit < '0' || digit > '7') throw std::runtime_error("a tar header is damaged");
        value = value << 3 | static_cast<std::uint64_t>(digit - '0');
    }
    return value;
}

std::uint64_t size_in(std::string_view header) {
    const std::string_view field = header.substr(size_part.at, size_part.size);
    if (field[0] != '\x80') return octal(field);
    std::uint64_t size = 0;
    for (const char byte : field.substr(4)) size = size << 8 | static_cast<unsigned char>(byte);
    return size;
}

bool all_zero(std::string_view bytes) {
    return bytes.find_first_not_of('\0') == std::string_view::npos;
}

std::size_t padding_of(std::uint64_t size) {
    return static_cast<std::size_t>((block - size % block) % block);
}

}  // namespace

TarWriter::TarWriter(const std::filesystem::path& path, Time moment)
    : path_(path), moment_(moment), descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), path.string());
}

TarWriter::~TarWriter() {
    ::close(descriptor_);
}

void TarWriter::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw std::system_error(errno, std::generic_category(), path_.string());
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void TarWriter::add(std::string_view name, std::string_view bytes) {
    const Header header = header_of(name, bytes.size(), moment_);
    write({header.data(), header.size()});
    write(bytes);
    write(std::string(padding_of(bytes.size()), '\0'));
}

void TarWriter::finish() {
    write(std::string(2 * block, '\0'));
    if (::fsync(descriptor_) != 0) throw std::system_error(errno, std::generic_category(), path_.string());
}

std::string_view TarReader::take(std::size_t count) {
    if (count > rest_.size()) throw std::runtime_error("the archive ends too early");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
}

std::optional<TarEntry> TarReader::next() {
    const std::string_view bytes = take(block);
    if (all_zero(bytes)) {
        if (rest_.size() != block || !all_zero(rest_))
            throw std::runtime_error("the archive does not end where it should");
        return std::nullopt;
    }
    Header header;
    std::ranges::copy(bytes, header.begin());
    const std::uint64_t size = size_in(bytes);
    const std::string_view name = bytes.substr(name_part.at, name_part.size);
    const TarEntry entry{.name = name.substr(0, std::min(name.find('\0'), name.size())),
                         .bytes = take(static_cast<std::size_t>(size))};
    // The sum alone would not notice a change of its own two end bytes, so the whole header is made again.
    const Time moment{std::chrono::seconds(octal(bytes.substr(time_part.at, time_part.size)))};
    if (header != header_of(entry.name, size, moment)) throw std::runtime_error("a tar header is damaged");
    if (!all_zero(take(padding_of(size)))) throw std::runtime_error("the archive is damaged between two entries");
    return entry;
}

}  // namespace caunoi::backup
