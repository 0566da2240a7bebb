// Small parts are read as trees (pugixml expands no entities), sheets and shared texts element by element.
#include "platform/import/xlsx.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/import/cell_format.hpp"
#include "platform/import/xml_pieces.hpp"
#include "platform/import/zip.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>

namespace caunoi::imports {
namespace {

tl::unexpected<Error> refuse(std::string_view key, Arguments arguments = {}) {
    return fail(Error::Kind::invalid, key, std::move(arguments));
}

std::optional<std::size_t> number_of(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return value;
}

std::string_view local(const pugi::xml_node& node) {
    return local_name(node.name());
}
pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    return node.find_child([&](const pugi::xml_node& c) { return local(c) == name; });
}
std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_attribute& a : node.attributes())
        if (local_name(a.name()) == name) return a.value();
    return {};
}
bool is_true(std::string_view value) {
    return value == "1" || value == "true";
}

Result<void> parse(pugi::xml_document& document, std::string_view xml, pugi::xml_encoding encoding) {
    constexpr unsigned int options = pugi::parse_default | pugi::parse_ws_pcdata;
    if (!document.load_buffer(xml.data(), xml.size(), options, encoding)) return refuse("import.xlsx.broken");
    return {};
}
Result<void> read_tree(Zip& zip, const std::string& name, pugi::xml_document& document) {
    const std::string xml = TRY(zip.read(name));
    if (xml.find("<!DOCTYPE") != std::string::npos || xml.find("<!ENTITY") != std::string::npos)
        return refuse("import.xlsx.suspicious");
    return parse(document, xml, pugi::encoding_auto);
}

// "_x000D_" is how Excel stores characters that XML has not.
void append_stored(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at, 7);
        unsigned int code = 0;
        if (rest.size() == 7 && rest.starts_with("_x") && rest[6] == '_') {
            const auto [end, error] = std::from_chars(rest.data() + 2, rest.data() + 6, code, 16);
            if (error == std::errc() && end == rest.data() + 6 && code != 0 && (code < 0xd800 || code > 0xdfff)) {
                append_code_point(out, code);
                at += 6;
                continue;
            }
        }
        out += text[at];
    }
}

void append_content(std::string& out, const pugi::xml_node& node) {
    std::string text;
    for (const pugi::xml_node& part : node.children())
        if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
    append_stored(out, text);
}

// Of <si> and <is>: a text or runs of one; how it is pronounced (rPh) stands beside them.
std::string text_of(const pugi::xml_node& item) {
    std::string out;
    for (const pugi::xml_node& part : item.children()) {
        if (local(part) == "t") append_content(out, part);
        if (local(part) == "r") append_content(out, child(part, "t"));
    }
    return out;
}

struct Place {
    std::size_t row;
    std::size_t column;
};
// "AB12", both from 0.
std::optional<Place> place_of(std::string_view reference) {
    std::size_t column = 0;
    std::size_t at = 0;
    for (; at < reference.size() && at < 4 && reference[at] >= 'A' && reference[at] <= 'Z'; ++at)
        column = column * 26 + static_cast<std::size_t>(reference[at] - 'A') + 1;
    const auto row = number_of(reference.substr(at));
    if (column == 0 || !row || *row == 0) return std::nullopt;
    return Place{*row - 1, column - 1};
}

class Workbook {
public:
    Workbook(Zip zip, const XlsxLimits& limits) : zip_(std::move(zip)), limits_(limits) {}

    Result<std::vector<Sheet>> read() {
        if (zip_.has("mimetype") && TRY(zip_.read("mimetype")).find("opendocument") != std::string::npos)
            return refuse("import.xlsx.ods");
        if (!zip_.has("_rels/.rels")) return refuse("import.xlsx.not_a_workbook");
        const std::string main = TRY(main_part());
        if (main.ends_with(".bin")) return refuse("import.xlsx.binary");
        pugi::xml_document document;
        TRY(read_tree(zip_, main, document));
        const pugi::xml_node workbook = document.document_element();
        if (local(workbook) != "workbook") return refuse("import.xlsx.not_a_workbook");
        from_1904_ = is_true(attribute(child(workbook, "workbookPr"), "date1904"));
        const std::map<std::string, Relation> relations = TRY(relations_of(main));
        for (const auto& [id, relation] : relations) {
            if (relation.type.ends_with("/styles")) TRY(read_styles(relation.target));
            if (relation.type.ends_with("/sharedStrings")) TRY(read_shared(relation.target));
        }
        std::vector<Sheet> sheets;
        for (const pugi::xml_node& node : child(workbook, "sheets").children()) {
            const auto found = relations.find(std::string(attribute(node, "id")));
            if (local(node) != "sheet" || found == relations.end() || !found->second.type.ends_with("/worksheet"))
                continue;
            Sheet sheet{.name = clean_line(attribute(node, "name")),
                        .hidden = !attribute(node, "state").empty() && attribute(node, "state") != "visible",
                        .lines = {}};
            TRY(read_sheet(found->second.target, sheet));
            sheets.push_back(std::move(sheet));
        }
        if (sheets.empty()) return refuse("import.xlsx.not_a_workbook");
        return sheets;
    }

private:
    struct Relation {
        std::string type;
        std::string target;
    };

    // Targets are relative to the folder of the part, or absolute.
    Result<std::map<std::string, Relation>> relations_of(const std::string& part) {
        const std::size_t slash = part.rfind('/');
        const std::string folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
        pugi::xml_document document;
        TRY(read_tree(zip_, folder + "_rels/" + part.substr(folder.size()) + ".rels", document));
        std::map<std::string, Relation> found;
        for (const pugi::xml_node& node : document.document_element().children()) {
            std::string target(attribute(node, "Target"));
            target = target.starts_with('/') ? target.substr(1) : folder + target;
            found[std::string(attribute(node, "Id"))] = {std::string(attribute(node, "Type")), std::move(target)};
        }
        return found;
    }

    Result<std::string> main_part() {
        const std::map<std::string, Relation> relations = TRY(relations_of(""));
        for (const auto& [id, relation] : relations)
            if (relation.type.ends_with("/officeDocument")) return relation.target;
        return refuse("import.xlsx.not_a_workbook");
    }

    Result<void> read_styles(const std::string& part) {
        pugi::xml_document document;
        TRY(read_tree(zip_, part, document));
        const pugi::xml_node styles = document.document_element();
        std::map<std::size_t, std::string_view> codes;
        for (const pugi::xml_node& format : child(styles, "numFmts").children())
            codes[number_of(attribute(format, "numFmtId")).value_or(0)] = attribute(format, "formatCode");
        for (const pugi::xml_node& style : child(styles, "cellXfs").children()) {
            const std::size_t format = number_of(attribute(style, "numFmtId")).value_or(0);
            const auto code = codes.find(format);
            styles_.push_back(shown_by(static_cast<int>(std::min<std::size_t>(format, 100'000)),
                                       code == codes.end() ? std::string_view{} : code->second));
        }
        return {};
    }

    Result<void> each(const std::string& part, std::vector<std::string_view> names,
                      const std::function<Result<void>(const pugi::xml_node&)>& take) {
        XmlPieces pieces(std::move(names), [&](std::string_view, std::string_view element) -> Result<void> {
            pugi::xml_document document;
            TRY(parse(document, element, pugi::encoding_utf8));
            return take(document.document_element());
        });
        TRY(zip_.stream(part, [&](std::string_view bytes) { return pieces.feed(bytes); }));
        return pieces.finish();
    }

    Result<void> read_shared(const std::string& part) {
        std::size_t bytes = 0;
        return each(part, {"si"}, [&](const pugi::xml_node& item) -> Result<void> {
            shared_.push_back(text_of(item));
            bytes += shared_.back().size() + 1;
            if (bytes > limits_.shared_bytes || shared_.size() > limits_.cells)
                return refuse("import.xlsx.too_large", {{"mb", std::to_string(limits_.shared_bytes / 1024 / 1024)}});
            return {};
        });
    }

    Result<void> read_sheet(const std::string& part, Sheet& sheet) {
        std::size_t row = 0;  // the number of the last
        std::size_t covered = 0;
        return each(part, {"row", "mergeCell"}, [&](const pugi::xml_node& element) -> Result<void> {
            if (local(element) == "mergeCell") return clear_merged(attribute(element, "ref"), sheet, covered);
            const std::string_view given = attribute(element, "r");
            const std::size_t number = given.empty() ? row + 1 : number_of(given).value_or(0);
            if (number <= row) return refuse("import.xlsx.broken");
            row = number;
            if (row > limits_.rows)
                return refuse("import.xlsx.too_many_rows",
                              {{"sheet", sheet.name}, {"rows", std::to_string(limits_.rows)}});
            return read_row(element, row, sheet);
        });
    }

    Result<void> read_row(const pugi::xml_node& element, std::size_t row, Sheet& sheet) {
        Line line{.number = row, .cells = {}};
        std::size_t column = 0;
        for (const pugi::xml_node& cell : element.children()) {
            if (local(cell) != "c") continue;
            if (const std::string_view reference = attribute(cell, "r"); !reference.empty()) {
                const auto place = place_of(reference);
                if (!place) return refuse("import.xlsx.broken");
                column = place->column;
            }
            std::string text = TRY(cell_of(cell));
            const std::size_t at = column++;
            if (text.empty()) continue;
            if (at >= limits_.columns || code_points(text) > limits_.cell_characters) {
                const bool far = at >= limits_.columns;
                return refuse(far ? "import.xlsx.too_many_columns" : "import.xlsx.cell_too_long",
                              {{"sheet", sheet.name},
                               {"line", std::to_string(row)},
                               {"column", std::to_string(at + 1)},
                               {"limit", std::to_string(far ? limits_.columns : limits_.cell_characters)}});
            }
            text_bytes_ += text.size();
            if (line.cells.size() <= at) {
                cells_ += at + 1 - line.cells.size();
                if (cells_ > limits_.cells)
                    return refuse("import.xlsx.too_many_cells", {{"cells", std::to_string(limits_.cells)}});
                line.cells.resize(at + 1);
            }
            if (text_bytes_ > limits_.text_bytes)
                return refuse("import.xlsx.too_large", {{"mb", std::to_string(limits_.text_bytes / 1024 / 1024)}});
            line.cells[at] = std::move(text);
        }
        if (!line.cells.empty()) sheet.lines.push_back(std::move(line));
        return {};
    }

    Result<std::string> cell_of(const pugi::xml_node& cell) const {
        const std::string_view type = attribute(cell, "t");
        if (type == "inlineStr") return text_of(child(cell, "is"));
        if (type == "e") return std::string();
        std::string stored;
        append_content(stored, child(cell, "v"));
        if (type == "str" || stored.empty()) return stored;
        stored = trim(stored);
        if (type == "s") {
            const auto index = number_of(stored);
            if (!index || *index >= shared_.size()) return refuse("import.xlsx.broken");
            return shared_[*index];
        }
        if (type == "b") return std::string(is_true(stored) ? "true" : "false");
        if (type == "d") return stored.ends_with("T00:00:00") ? stored.substr(0, stored.size() - 9) : stored;
        const auto style = number_of(attribute(cell, "s"));
        return cell_text(stored, style && *style < styles_.size() ? styles_[*style] : Shown::number, from_1904_);
    }

    // "A1:B2": some programs leave values under the first cell, which nobody sees.
    Result<void> clear_merged(std::string_view reference, Sheet& sheet, std::size_t& covered) const {
        const std::size_t colon = reference.find(':');
        if (colon == std::string_view::npos) return {};
        const auto first = place_of(reference.substr(0, colon));
        const auto last = place_of(reference.substr(colon + 1));
        if (!first || !last) return refuse("import.xlsx.broken");
        auto line = std::ranges::lower_bound(sheet.lines, first->row + 1, {}, &Line::number);
        for (; line != sheet.lines.end() && line->number <= last->row + 1; ++line) {
            if (++covered > limits_.cells) return refuse("import.xlsx.suspicious");  // merged over each other
            const std::size_t end = std::min(last->column + 1, line->cells.size());
            for (std::size_t at = first->column; at < end; ++at) {
                if (++covered > limits_.cells) return refuse("import.xlsx.suspicious");
                if (line->number != first->row + 1 || at != first->column) line->cells[at].clear();
            }
        }
        return {};
    }

    Zip zip_;
    XlsxLimits limits_;
    bool from_1904_ = false;
    std::vector<Shown> styles_;
    std::vector<std::string> shared_;
    std::size_t cells_ = 0;
    std::size_t text_bytes_ = 0;
};

}  // namespace

Result<std::vector<Sheet>> read_xlsx(std::string_view bytes, const XlsxLimits& limits) {
    Zip zip = TRY(Zip::open(bytes));
    return Workbook(std::move(zip), limits).read();
}

}  // namespace caunoi::imports
