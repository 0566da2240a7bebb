// Zip files and workbooks from texts, for tests and fuzzers.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <zip.h>

namespace caunoi::imports::test {

using Parts = std::vector<std::pair<std::string, std::string>>;

inline std::string zip_of(const Parts& parts, bool stored = false, const char* password = nullptr) {
    const auto need = [](bool good) {
        if (!good) throw std::runtime_error("no zip");
    };
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    need(target != nullptr);
    zip_source_keep(target);
    zip_t* zip = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    need(zip != nullptr);
    for (const auto& [name, content] : parts) {
        zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
        const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        need(index >= 0);
        const auto entry = static_cast<zip_uint64_t>(index);
        zip_set_file_compression(zip, entry, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0);
        if (password != nullptr) need(zip_file_set_encryption(zip, entry, ZIP_EM_AES_256, password) == 0);
    }
    need(zip_close(zip) == 0);
    need(zip_source_open(target) == 0);
    zip_source_seek(target, 0, SEEK_END);
    std::string out(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, out.data(), out.size());
    zip_source_close(target);
    zip_source_free(target);
    return out;
}

// The smallest whole workbook: one sheet, its parts beside each other.
inline Parts workbook(std::string_view sheet, std::string_view styles = "<styleSheet/>",
                      std::string_view shared = "<sst/>", std::string_view properties = "") {
    return {{"_rels/.rels", R"(<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/>)"
                            "</Relationships>"},
            {"xl/workbook.xml", "<workbook>" + std::string(properties) +
                                    R"(<sheets><sheet name="Hội viên" sheetId="1" r:id="s"/></sheets></workbook>)"},
            {"xl/_rels/workbook.xml.rels",
             R"(<Relationships><Relationship Id="s" Type="x/worksheet" Target="worksheets/sheet1.xml"/>)"
             R"(<Relationship Id="t" Type="x/styles" Target="/xl/styles.xml"/>)"
             R"(<Relationship Id="u" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>)"},
            {"xl/styles.xml", std::string(styles)},
            {"xl/sharedStrings.xml", std::string(shared)},
            {"xl/worksheets/sheet1.xml", std::string(sheet)}};
}

}  // namespace caunoi::imports::test
