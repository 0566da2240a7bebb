// What the tests of the office's own fields share: such fields, people who have them, and the pages of this module.
#pragma once

#include "modules/people/custom_value.hpp"
#include "modules/people/test_people.hpp"
#include "platform/http/router.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caunoi::people {

class CustomTest : public ModuleTest {
protected:
    CustomTest() {
        register_search();
        register_routes(router);
    }

    using Words = std::vector<std::string>;

    static CustomFieldInput named(std::string_view name, CustomType type) {
        CustomFieldInput input;
        input.name_vi = name;
        input.type = type;
        return input;
    }
    static CustomFieldInput levels() {
        CustomFieldInput input = named("Trình độ tiếng Trung", CustomType::choice);
        input.name_zh = "中文水平";
        input.choices = "hsk3 | HSK cấp 3 | HSK三级 | HSK 3\nhsk4 | HSK cấp 4 | HSK四级 | HSK 4";
        input.listed = true;
        return input;
    }
    CustomFieldId made(const CustomFieldInput& input) { return must(record_custom_field(maker, input)); }
    CustomFieldId made(std::string_view name, CustomType type) { return made(named(name, type)); }
    CustomField field(CustomFieldId id) { return must(find_custom_field(maker, id)); }

    PartyId person(std::string_view name, const CustomValues& values) {
        PartyInput input{.name_vi = std::string(name)};
        input.custom = values;
        return record(input);
    }
    CustomValues values_of(PartyId id) { return must(reveal_party(clerk, id)).input.custom; }
    Words found(const TypedFilter& typed) {
        PartyFilter filter;
        filter.custom = typed;
        Words names;
        for (const PartyLine& line : must(list_parties(reader, filter, {}, 100)).lines) names.push_back(line.name.vi);
        return names;
    }

    // As the routes of this module answer it.
    http::Response ask(Context& context, http::Method method, const std::string& path, http::Pairs pairs = {}) {
        http::Request request{.target = path, .path = path};
        request.method = method;
        (method == http::Method::get ? request.query : request.form) = std::move(pairs);
        const http::Router::Match match = router.find(method, path);
        request.parameters = match.parameters;
        const Result<http::Response> response = match.route->handler(request, context);
        return response ? *response : http::page(text_of(response.error()), 500);
    }
    static std::string body_of(const http::Response& response) { return std::get<std::string>(response.body); }
    std::string page(Context& context, const std::string& path, http::Pairs query = {}) {
        return body_of(ask(context, http::Method::get, path, std::move(query)));
    }
    static bool has(const std::string& text, std::string_view piece) { return text.find(piece) != std::string::npos; }

    Context maker = context_of({can_view, can_record, can_reveal, can_make_fields});
    http::Router router;
};

}  // namespace caunoi::people
