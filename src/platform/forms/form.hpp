// Forms that follow from a record's description: reading what was typed, and drawing each field again with its error.
#pragma once

#include "platform/context/context.hpp"
#include "platform/html/components.hpp"
#include "platform/http/request.hpp"
#include "platform/records/records.hpp"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::forms {

// What stands in the form: as typed when it comes back with errors, so that nothing entered is lost.
struct Values {
    std::map<std::string, std::string, std::less<>> typed;
    std::vector<Error::Field> errors;

    [[nodiscard]] std::string_view of(std::string_view name) const;
};

// A form of a record as it stands: of which version it is, what is in it, and what somebody else saved meanwhile.
struct State {
    std::int64_t version = 0;  // 0: a new record
    Values values = {};
    std::vector<html::Difference> theirs_and_yours = {};

    // What it holds is not kept anywhere yet.
    [[nodiscard]] bool unsaved() const { return !values.errors.empty() || !theirs_and_yours.empty(); }
};

Values values_of(const records::Description& description, const void* record);  // to edit a record
Values values_of(const http::Request& request);                                 // to show what was typed
// A check box sends "no" from a hidden field before its own "yes", so the last value counts.
std::optional<std::string_view> sent(const http::Request& request, std::string_view name);
template <class Record>
Values values_of(const Record& record) {
    return values_of(records::describe<Record>(), &record);
}

// Reads every typed field of the description from the form. Fields that the form did not send keep their value.
void read(const records::Description& description, const http::Request& request, void* record, Errors& errors);
template <class Record>
Record read(const http::Request& request, Errors& errors) {
    Record record;
    read(records::describe<Record>(), request, &record, errors);
    return record;
}

// Days as the office writes them in a form: 17/05/2015, 10/2015; Chinese forms keep 2015-10. What is no
// date stays as it was typed. Every form shows days so, and none the browser's calendar: it has another order for every
// setting of the computer, and no months or years.
std::string as_typed(Language language, std::string_view value);

// A field that is known only while the program runs, because the office made it: words in place of translation keys,
// and the choices of Kind::code.
struct OwnField {
    std::string name;
    std::string label;
    std::string hint = {};
    records::Kind kind = records::Kind::text;
    records::Limits limits = {};
    std::vector<html::Option> choices = {};
};

// Draws fields by name. Layout is the page's: it calls field() in its order, between its own rows and headings.
class Form {
public:
    // `own` must outlive the form.
    Form(html::Writer& writer, const Context& context, const records::Description& description, const Values& values,
         std::span<const OwnField> own = {});

    // Text, date, number, choice or check box, by the field's kind. Throws std::logic_error for an unknown name.
    void field(std::string_view name);
    void field(std::string_view name, Language language);  // what is typed is in that language
    void field(const OwnField& field);
    void lines(std::string_view name, int rows);  // a text area
    void lines(std::string_view name, int rows, Language language);
    void choice(std::string_view name, std::span<const html::Option> options);  // ids and other own lists
    void suggested(std::string_view name, std::string_view list);               // a line; id of a datalist() beside it
    // The summary on top; names the fields by their labels.
    void problems(std::string_view heading = "form.please_correct");

    // Which fields were drawn: the test that every typed field is in its form once.
    [[nodiscard]] const std::multiset<std::string>& drawn() const { return drawn_; }

private:
    html::FieldView view(std::string_view name, std::string label, std::string hint, records::Kind kind,
                         const records::Limits& limits);
    html::FieldView view(const records::Field& field);
    void draw(const records::Field& field, std::optional<Language> typed_in);
    void control(html::FieldView shown, records::Kind kind, bool lines, std::vector<html::Option> choices,
                 bool may_be_none);
    [[nodiscard]] std::string label_of(std::string_view name) const;
    html::Writer& w_;
    const Context& context_;
    const records::Description& description_;
    const Values& values_;
    std::span<const OwnField> own_;
    std::multiset<std::string> drawn_;
};

// Opens the form of a record: what is wrong with it, the comparison after a conflict, its version. The page draws the
// fields in cards; end_form() offers to save, or to go back to `cancel`.
Form begin_form(html::Writer& writer, const Context& context, const records::Description& description,
                const State& state, const html::Url& action, std::span<const OwnField> own = {});
void end_form(html::Writer& writer, Language language, const html::Url& cancel,
              std::string_view save_key = "common.save");
// What begin_form() says on top, for a page with a form of its own shape.
void version_field(html::Writer& writer, std::int64_t version);

// Error texts for one field, translated.
std::vector<std::string> texts_of(Language language, const std::vector<Error::Field>& errors, std::string_view field);

// The comparison of two versions of a record, labels and codes translated.
std::vector<html::Difference> differences(Language language, const records::Description& description,
                                          const std::vector<records::Change>& changes);
// The same of two inputs of one kind.
template <class Input>
std::vector<html::Difference> differences(Language language, const Input& theirs, const Input& yours,
                                          const records::Words& words = {}, const records::Parts& parts = {}) {
    const records::Description& description = records::describe<Input>();
    std::vector<records::Change> changes = records::join(records::compare(description, &theirs, &yours), parts);
    if (words) words(changes);
    return differences(language, description, changes);
}
// Somebody saved in between: says so and compares; nothing when there is no difference to show. Saving again then
// overwrites knowingly.
void conflict(html::Writer& w, Language language, const std::vector<html::Difference>& theirs_and_yours);
// A canonical value as people read it: dates formatted, codes translated, yes/no.
std::string readable(Language language, const records::Field& field, std::string_view canonical);
std::string readable(Language language, records::Kind kind, std::string_view canonical);  // of what has no codes

}  // namespace caunoi::forms
