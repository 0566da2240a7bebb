#include "platform/import/zip.hpp"

#include <array>
#include <vector>
#include <zip.h>

namespace caunoi::imports {
namespace {

tl::unexpected<Error> broken() {
    return fail(Error::Kind::invalid, "import.xlsx.broken");
}
tl::unexpected<Error> suspicious() {
    return fail(Error::Kind::invalid, "import.xlsx.suspicious");
}
tl::unexpected<Error> too_large(std::size_t bytes) {
    return fail(Error::Kind::invalid, "import.xlsx.too_large", {{"mb", std::to_string(bytes / 1024 / 1024)}});
}

// Names are only looked up here; a file with such a name was made to harm another program, and is no workbook.
bool leads_out(std::string_view name) {
    return name.starts_with('/') || name.starts_with("../") || name.find("/../") != std::string_view::npos ||
           name.find("..\\") != std::string_view::npos || name.find(':') != std::string_view::npos;
}

Result<void> check_entries(zip_t* archive, const ZipLimits& limits) {
    const zip_int64_t count = zip_get_num_entries(archive, 0);
    if (count < 0) return broken();
    if (static_cast<std::size_t>(count) > limits.entries) return suspicious();
    std::size_t total = 0;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        zip_stat_t entry;
        if (zip_stat_index(archive, i, 0, &entry) != 0) return broken();
        constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
        if ((entry.valid & needed) != needed) return broken();
        if ((entry.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && entry.encryption_method != ZIP_EM_NONE)
            return fail(Error::Kind::invalid, "import.xlsx.encrypted");
        if (leads_out(entry.name)) return suspicious();
        if (entry.size > limits.total_bytes - total) return too_large(limits.total_bytes);
        total += entry.size;
        if (entry.size > limits.ratio_from && entry.size / limits.ratio > entry.comp_size) return suspicious();
    }
    return {};
}

}  // namespace

struct Zip::Archive {
    zip_t* zip;
};

void Zip::Close::operator()(Archive* archive) const {
    zip_discard(archive->zip);
    delete archive;
}

Zip::Zip(std::unique_ptr<Archive, Close> archive, const ZipLimits& limits)
    : archive_(std::move(archive)), limits_(limits) {}

Result<Zip> Zip::open(std::string_view bytes, const ZipLimits& limits) {
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (source == nullptr) return broken();
    zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, nullptr);
    if (zip == nullptr) {
        zip_source_free(source);
        return broken();
    }
    std::unique_ptr<Archive, Close> archive(new Archive{zip});
    TRY(check_entries(zip, limits));
    return Zip(std::move(archive), limits);
}

bool Zip::has(const std::string& name) const {
    return zip_name_locate(archive_->zip, name.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<std::string> Zip::read(const std::string& name) {
    std::string part;
    TRY(stream(name, [&](std::string_view bytes) -> Result<void> {
        if (part.size() + bytes.size() > limits_.part_bytes) return too_large(limits_.part_bytes);
        part += bytes;
        return {};
    }));
    return part;
}

Result<void> Zip::stream(const std::string& name, const std::function<Result<void>(std::string_view)>& take) {
    const zip_int64_t index = zip_name_locate(archive_->zip, name.c_str(), ZIP_FL_NOCASE);
    if (index < 0) return broken();
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(
        zip_fopen_index(archive_->zip, static_cast<zip_uint64_t>(index), 0), &zip_fclose);
    if (!file) return broken();
    std::vector<char> buffer(std::size_t{64} * 1024);
    for (;;) {
        const zip_int64_t size = zip_fread(file.get(), buffer.data(), buffer.size());
        if (size < 0) return broken();
        if (size == 0) return {};
        // What is declared need not be what comes, and one part may be read for many sheets.
        read_ += static_cast<std::size_t>(size);
        if (read_ > limits_.total_bytes) return too_large(limits_.total_bytes);
        TRY(take({buffer.data(), static_cast<std::size_t>(size)}));
    }
}

}  // namespace caunoi::imports
