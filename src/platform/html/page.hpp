// The frame around every back-office page, and the plain one around sign-in and error pages. The public portal has its
// own frame in modules/portal.
#pragma once

#include "platform/context/context.hpp"
#include "platform/html/writer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace caunoi::html {

struct Crumb {
    std::string text;
    Url url;
};
struct ActionLink {
    std::string text;
    std::string_view icon;
    Url url;
    bool primary = false;
};
struct PageHead {
    std::string title;
    std::string other_title = {};  // the same title in the other language, under it
    Language other_language = Language::zh;
    std::vector<Crumb> crumbs = {};
    std::vector<ActionLink> actions = {};  // at most one of them primary
    std::string_view menu = {};            // path of the menu item that is current; "" finds it by the page's path
    std::string_view help = {};            // "help.activities": the screen is explained there
    bool wide_print = false;
};

// begin_page opens everything up to <main> and its head; end_page closes it and returns the document:
//   Writer w; begin_page(w, context, {.title = …}); …; return http::page(end_page(w, context));
void begin_page(Writer& w, const Context& context, const PageHead& head);
std::string end_page(Writer& w, const Context& context);

// Without menu and user: sign-in, first run, errors for strangers.
enum class PlainWidth { narrow, wide };  // wide: a form of two columns
void begin_plain_page(Writer& w, const Context& context, std::string_view title, PlainWidth width = PlainWidth::narrow);
std::string end_plain_page(Writer& w, const Context& context);

// The association's names for the frame, set by the settings module whenever they change (thread-safe).
struct Names {
    std::string vi, zh, en;   // full names
    std::string short_name;   // beside the logo
    std::string emblem_path;  // "" for the product's logo
};
void set_names(Names names);
Names names();

// The way back from a list to the page whose figure it explains. The list's address names that page in words that only
// its module reads, so the module says the crumbs; none for what it cannot read. Set once at the start.
using WayBack = std::vector<Crumb> (*)(Language language, std::string_view origin);
void set_way_back(WayBack crumbs);
std::vector<Crumb> way_back(Language language, std::string_view origin);

// A POST form with its CSRF field. Close with w.end().
Writer& post_form(Writer& w, const Context& context, const Url& action);
Writer& post_form(Writer& w, const Context& context, const Url& action, Literal classes);
// Leaving the page with something typed in asks first; `unsaved` when it came back with errors, so what it holds is not
// kept. Ctrl+S saves.
Writer& edit_form(Writer& w, const Context& context, const Url& action, bool unsaved);
Writer& upload_form(Writer& w, const Context& context, const Url& action, bool unsaved = false);  // multipart/form-data
void csrf_field(Writer& w, const Context& context);
void return_field(Writer& w, const Context& context);  // "return": what shows this page again, for the preferences

}  // namespace caunoi::html
