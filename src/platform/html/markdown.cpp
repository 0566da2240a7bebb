// Markdown: cmark-gfm parses, and its tree is written through the Writer. Its own HTML renderer is never used.
#include "platform/html/components.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

namespace caunoi::html {

namespace {

// What people write nests a few levels; what a test program writes nests thousands, and browsers stop at 512.
constexpr std::size_t most_nested = 24;

struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;
struct FreeIterator {
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
using Iterator = std::unique_ptr<cmark_iter, FreeIterator>;
struct FreeParser {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

Tree parse(std::string_view source) {
    static const bool registered = (cmark_gfm_core_extensions_ensure_registered(), true);
    (void)registered;
    const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_VALIDATE_UTF8));
    for (const char* name : {"table", "autolink", "strikethrough"})
        if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser.get(), extension);
    cmark_parser_feed(parser.get(), source.data(), source.size());
    return Tree(cmark_parser_finish(parser.get()));
}

std::string_view view(const char* text) {
    return text ? std::string_view(text) : std::string_view();
}
std::string_view type_of(cmark_node* node) {
    return view(cmark_node_get_type_string(node));
}

// Where a link of the text may lead; none for anything but this site, the web and mail.
std::optional<Url> address(std::string_view target) {
    if (target.starts_with("/")) {
        const Url url = Url::own(target);
        return url.text() == target ? std::optional(url) : std::nullopt;
    }
    if (target.starts_with("mailto:")) return Url::mail(target.substr(7));
    const Url url = Url::foreign(target);
    return url.text() == "#" ? std::nullopt : std::optional(url);
}

bool own_picture(std::string_view target) {
    return target.starts_with("/files/") && target.find("..") == std::string_view::npos &&
           target.find('\\') == std::string_view::npos && Url::own(target).text() == target;
}

std::string text_inside(cmark_node* node) {
    std::string text;
    const Iterator iterator(cmark_iter_new(node));
    for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
        cmark_node* inside = cmark_iter_get_node(iterator.get());
        const cmark_node_type type = cmark_node_get_type(inside);
        if (event != CMARK_EVENT_ENTER) continue;
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) text += view(cmark_node_get_literal(inside));
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) text += ' ';
    }
    return text;
}

bool in_tight_list(cmark_node* paragraph) {
    cmark_node* item = cmark_node_parent(paragraph);
    cmark_node* list = item ? cmark_node_parent(item) : nullptr;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0;
}

Literal heading(int level) {
    switch (std::clamp(level, 1, 6)) {
        case 1: return "h1";
        case 2: return "h2";
        case 3: return "h3";
        case 4: return "h4";
        case 5: return "h5";
        default: return "h6";
    }
}

class Walk {
public:
    Walk(Writer& writer, int heading_level) : w_(writer), heading_level_(heading_level) {}

    void run(cmark_node* document) {
        const std::size_t depth = w_.depth();
        const Iterator iterator(cmark_iter_new(document));
        for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
            cmark_node* node = cmark_iter_get_node(iterator.get());
            if (event == CMARK_EVENT_ENTER)
                enter(node, iterator.get());
            else
                leave();
        }
        w_.end_to(depth);
    }

private:
    // Each container that is entered remembers how deep the writer was, so that leaving it closes exactly what it
    // opened.
    void enter(cmark_node* node, cmark_iter* iterator) {
        if (leaf(node, iterator)) return;
        // Between the head and the first row; the table's end closes it.
        if (flat_from_ == 0 && first_row(node)) w_.tag("tbody");
        opened_.push_back(w_.depth());
        // Lists and tables need room for their items and cells: these never stand alone.
        const bool has_parts = cmark_node_get_type(node) == CMARK_NODE_LIST || type_of(node) == "table";
        if (flat_from_ == 0 && opened_.size() + (has_parts ? 2 : 0) > most_nested) flat_from_ = opened_.size();
        if (flat_from_ != 0) return;
        if (!block(node) && !inline_mark(node)) extension(node);
    }
    void leave() {
        w_.end_to(opened_.back());
        if (opened_.size() == flat_from_) flat_from_ = 0;
        opened_.pop_back();
    }

    // Nodes without children: they have no leaving event. A picture has children, which become its alternative text.
    bool leaf(cmark_node* node, cmark_iter* iterator) {
        const cmark_node_type type = cmark_node_get_type(node);
        const std::string_view literal = view(cmark_node_get_literal(node));
        if (type == CMARK_NODE_IMAGE) {
            picture(node);
            cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT);
            return true;
        }
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_HTML_INLINE)
            w_.text(literal);
        else if (type == CMARK_NODE_CODE)
            w_.element("code", literal);
        else if (type == CMARK_NODE_SOFTBREAK)
            w_.text("\n");
        else if (type == CMARK_NODE_LINEBREAK)
            w_.tag("br");
        else if (type == CMARK_NODE_THEMATIC_BREAK)
            w_.tag("hr");
        else if (type == CMARK_NODE_CODE_BLOCK)
            w_.tag("pre").element("code", literal).end();
        else if (type == CMARK_NODE_HTML_BLOCK)  // shown as it was written, never obeyed
            w_.element("p", literal);
        else
            return false;
        return true;
    }

    void picture(cmark_node* node) {
        const std::string_view target = view(cmark_node_get_url(node));
        const std::string alternative = text_inside(node);
        if (!own_picture(target)) {
            w_.text(alternative);
            return;
        }
        w_.tag("img").url("src", Url::own(target)).attr("alt", alternative).attr("loading", "lazy");
    }

    bool block(cmark_node* node) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_BLOCK_QUOTE)
            w_.tag("blockquote");
        else if (type == CMARK_NODE_LIST)
            list(node);
        else if (type == CMARK_NODE_ITEM)
            w_.tag("li");
        else if (type == CMARK_NODE_HEADING)
            w_.tag(heading(level_of(cmark_node_get_heading_level(node))));
        else if (type == CMARK_NODE_PARAGRAPH) {
            if (!in_tight_list(node)) w_.tag("p");
        } else
            return type == CMARK_NODE_DOCUMENT;
        return true;
    }
    void list(cmark_node* node) {
        if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST) {
            w_.tag("ul");
            return;
        }
        w_.tag("ol");
        if (const int start = cmark_node_get_list_start(node); start != 1) w_.attr("start", start);
    }

    bool inline_mark(cmark_node* node) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_EMPH)
            w_.tag("em");
        else if (type == CMARK_NODE_STRONG)
            w_.tag("strong");
        else if (type == CMARK_NODE_LINK) {
            const std::string_view target = view(cmark_node_get_url(node));
            if (const std::optional<Url> url = address(target)) {
                w_.tag("a").url("href", *url);
                if (!target.starts_with("/")) w_.attr("rel", "noopener nofollow");
            }
        } else
            return false;
        return true;
    }

    void extension(cmark_node* node) {
        const std::string_view type = type_of(node);
        if (type == "strikethrough") {
            w_.tag("del");
        } else if (type == "table") {
            w_.tag("table");
        } else if (type == "table_header") {
            w_.tag("thead").tag("tr");
        } else if (type == "table_row") {
            w_.tag("tr");
        } else if (type == "table_cell") {
            cmark_node* row = cmark_node_parent(node);
            const bool head = row && cmark_gfm_extensions_get_table_row_is_header(row) != 0;
            if (head)
                w_.tag("th").attr("scope", "col");
            else
                w_.tag("td");
            w_.attr_if(right_aligned(node, row), "class", "num");
        }
    }
    static bool first_row(cmark_node* node) {
        cmark_node* before = type_of(node) == "table_row" ? cmark_node_previous(node) : nullptr;
        return before && type_of(before) == "table_header";
    }
    static bool right_aligned(cmark_node* cell, cmark_node* row) {
        cmark_node* table = row ? cmark_node_parent(row) : nullptr;
        const std::uint8_t* alignments = table ? cmark_gfm_extensions_get_table_alignments(table) : nullptr;
        std::size_t index = 0;
        for (cmark_node* before = cmark_node_previous(cell); before; before = cmark_node_previous(before)) ++index;
        return alignments && index < cmark_gfm_extensions_get_table_columns(table) && alignments[index] == 'r';
    }

    Writer& w_;
    // By their place in the outline, not by the number of marks: people begin with "##" or leave a level out, and
    // readers who cannot see the page go from heading to heading.
    int level_of(int marks) {
        while (!outline_.empty() && outline_.back() >= marks) outline_.pop_back();
        outline_.push_back(marks);
        return heading_level_ + static_cast<int>(outline_.size()) - 1;
    }

    int heading_level_;
    std::vector<int> outline_;  // marks of the headings that the current one stands under, and its own
    std::vector<std::size_t> opened_;
    std::size_t flat_from_ = 0;  // from this level on only the text is written; 0: not
};

}  // namespace

void markdown(Writer& w, std::string_view source, int heading_level) {
    const Tree tree = parse(source);
    Walk(w, heading_level).run(tree.get());
}

std::vector<std::string> markdown_targets(std::string_view source) {
    const Tree tree = parse(source);
    std::vector<std::string> targets;
    const Iterator iterator(cmark_iter_new(tree.get()));
    for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
        cmark_node* node = cmark_iter_get_node(iterator.get());
        const cmark_node_type type = cmark_node_get_type(node);
        if (event != CMARK_EVENT_ENTER || (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE)) continue;
        const std::string_view target = view(cmark_node_get_url(node));
        const bool written = type == CMARK_NODE_LINK ? address(target).has_value() : own_picture(target);
        if (written && std::ranges::find(targets, target) == targets.end()) targets.emplace_back(target);
    }
    return targets;
}

std::string markdown_as_text(std::string_view source) {
    const Tree tree = parse(source);
    std::string text;
    const auto separate = [&](char c) {
        if (text.empty() || text.back() == '\n') return;
        if (text.back() == ' ')
            text.back() = c;
        else
            text += c;
    };
    const Iterator iterator(cmark_iter_new(tree.get()));
    for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
        cmark_node* node = cmark_iter_get_node(iterator.get());
        const cmark_node_type type = cmark_node_get_type(node);
        const bool is_block = (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
        if (event == CMARK_EVENT_EXIT) {
            if (is_block) separate(type_of(node) == "table_cell" ? ' ' : '\n');
            continue;
        }
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) separate(' ');
        text += view(cmark_node_get_literal(node));
        if (is_block && cmark_node_get_literal(node)) separate('\n');
    }
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
}

}  // namespace caunoi::html
