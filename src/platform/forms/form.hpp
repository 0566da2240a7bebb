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

// Draws fields by name. Layout is the page's: it calls field() in its order, between its own rows and headings.
class Form {
public:
    Form(html::Writer& writer, const Context& context, const records::Description& description, const Values& values);

    // Text, date, number, choice or check box, by the field's kind. Throws std::logic_error for an unknown name.
    void field(std::string_view name);
    void field(std::string_view name, Language language);  // what is typed is in that language
    void lines(std::string_view name, int rows);           // a text area
    void lines(std::string_view name, int rows, Language language);
    void choice(std::string_view name, std::span<const html::Option> options);  // ids and other own lists
    void suggested(std::string_view name, std::string_view list);               // a line; id of a datalist() beside it
    // The summary on top; names the fields by their labels.
    void problems(std::string_view heading = "form.please_correct");

    // Which fields were drawn: the test that every typed field is in its form once.
    [[nodiscard]] const std::multiset<std::string>& drawn() const { return drawn_; }

private:
    html::FieldView view(const records::Field& field);
    void draw(const records::Field& field, std::optional<Language> typed_in);
    html::Writer& w_;
    const Context& context_;
    const records::Description& description_;
    const Values& values_;
    std::multiset<std::string> drawn_;
};

// Opens the form of a record: what is wrong with it, the comparison after a conflict, its version. The page draws the
// fields in cards; end_form() offers to save, or to go back to `cancel`.
Form begin_form(html::Writer& writer, const Context& context, const records::Description& description,
                const State& state, const html::Url& action);
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
                                          const records::Words& words = {}) {
    const records::Description& description = records::describe<Input>();
    std::vector<records::Change> changes = records::compare(description, &theirs, &yours);
    if (words) words(changes);
    return differences(language, description, changes);
}
// Somebody saved in between: says so and compares; nothing when there is no difference to show. Saving again then
// overwrites knowingly.
void conflict(html::Writer& w, Language language, const std::vector<html::Difference>& theirs_and_yours);
// A canonical value as people read it: dates formatted, codes translated, yes/no.
std::string readable(Language language, const records::Field& field, std::string_view canonical);

}  // namespace caunoi::forms
