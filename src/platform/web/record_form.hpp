// A form of a record from the browser to the database and back, in the same way for every kind: what is wrong comes
// back with everything that was typed (422), and who saves what somebody else changed meanwhile sees both versions
// (409).
#pragma once

#include "platform/forms/form.hpp"
#include "platform/html/page.hpp"
#include "platform/web/pipeline.hpp"

#include <functional>

namespace caunoi::web {

template <class Input>
struct Newest {
    Input input;
    std::int64_t version = 0;
};
template <class Input>
struct RecordForm {
    // Fields that are known only while the program runs: they are in no description.
    std::function<void(Input&, Errors&)> read = {};
    std::function<records::Parts(const Input& theirs, const Input& yours)> parts = {};
    // The rules between fields, which the service asks again; so all that is wrong is named at once.
    std::function<void(const Input&, Errors&)> check = {};
    std::function<Result<html::Url>(const Input&, std::int64_t version)> save;  // where to go then
    std::function<Result<Newest<Input>>()> newest = {};  // after a conflict; none: there is nothing to compare with
    std::function<std::string(const forms::State&)> page;
    std::string_view notice = "common.saved";
    records::Words words = {};  // for the comparison after a conflict
};

// The caller has asked for the permission: what comes back may hold what is in the record.
template <class Input>
Result<http::Response> save_form(const http::Request& request, const Context& context, const RecordForm<Input>& form) {
    forms::State state{.version = version_of(request), .values = forms::values_of(request)};
    Errors errors;
    auto input = forms::read<Input>(request, errors);
    if (form.read) form.read(input, errors);
    if (form.check) form.check(input, errors);
    const Result<html::Url> saved =
        errors.empty() ? form.save(input, state.version) : Result<html::Url>(fail(std::move(errors).result().error()));
    if (saved) return see_other_with(request, saved->text(), form.notice);
    if (saved.error().kind == Error::Kind::conflict && form.newest) {
        const Newest<Input> theirs = TRY(form.newest());
        state.version = theirs.version;
        state.theirs_and_yours = forms::differences(context.language, theirs.input, input, form.words,
                                                    form.parts ? form.parts(theirs.input, input) : records::Parts{});
        return http::page(form.page(state), 409);
    }
    if (saved.error().kind != Error::Kind::invalid) return fail(saved.error());
    state.values.errors = saved.error().fields;
    return http::page(form.page(state), 422);
}

// --- what every record's page has ------------------------------------------------------------------------------------

// Its history, and the way to its form for who may change it.
void record_actions(html::PageHead& head, const Context& context, const html::Url& record, bool may_change);
void delete_form(html::Writer& writer, const Context& context, const html::Url& record, std::int64_t version,
                 std::string_view confirm_key);

}  // namespace caunoi::web
