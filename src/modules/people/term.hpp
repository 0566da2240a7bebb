// Terms of office and who held which post from when to when. The label of a term (2017–2022) and its actual days
// differ.
#pragma once

#include "modules/people/people.hpp"
#include "platform/records/records.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace caunoi::people {

using TermId = Id<struct TermTag>;
using PostId = Id<struct PostTag>;

struct TermInput {
    std::int64_t ordinal = 0;     // of the congress that opened it
    std::int64_t label_from = 0;  // years as they are called
    std::int64_t label_to = 0;
    PartialDate begun = {};  // actual days: the closing of one congress to the closing of the next
    PartialDate ended = {};
    std::optional<std::int64_t> members = {};  // size of the executive committee that the congress fixed
    std::string source = {};
};
struct Term : TermInput {
    TermId id = {};
    std::int64_t version = 0;
};

enum class Organ { executive_committee, standing_committee, inspection_board, office };
constexpr std::array<std::string_view, 4> organ_codes{"executive_committee", "standing_committee", "inspection_board",
                                                      "office"};
constexpr std::span<const std::string_view> codes(Organ) {
    return organ_codes;
}
constexpr std::string_view code_labels(Organ) {
    return "people.organ";
}

enum class Office { chair, vice_chair, secretary_general, chief_of_office, head, deputy_head, member };
constexpr std::array<std::string_view, 7> office_codes{
    "chair", "vice_chair", "secretary_general", "chief_of_office", "head", "deputy_head", "member"};
constexpr std::span<const std::string_view> codes(Office) {
    return office_codes;
}
constexpr std::string_view code_labels(Office) {
    return "people.office";
}

struct PostInput {
    TermId term = {};
    Organ organ = Organ::executive_committee;
    Office office = Office::member;
    PartialDate from = {};
    PartialDate to = {};
    std::string source = {};
};
struct Post : PostInput {
    PostId id = {};
    std::int64_t version = 0;
    PartyId party = {};
};

void check(const TermInput& input, Errors& errors);
Result<TermId> record_term(Context& context, const TermInput& input);
Result<void> change_term(Context& context, TermId id, std::int64_t version, const TermInput& input);
Result<Term> find_term(Context& context, TermId id);
Result<std::vector<Term>> list_terms(Context& context);  // newest first

// `conflict` when the committee of that term is full: the number that the congress fixed.
Result<PostId> record_post(Context& context, PartyId party, const PostInput& input);
Result<void> end_post(Context& context, PostId id, const PartialDate& day);  // relieved of office
Result<Post> find_post(Context& context, PostId id);
Result<std::vector<Post>> posts_of(Context& context, PartyId party);
Result<std::vector<Post>> posts_of_term(Context& context, TermId term);

// Posts held on a day, with the names of those who hold them. An association has some dozens of them: no paging.
struct PostFilter {
    Date on{};
    std::optional<Organ> organ = {};
    std::string report = {};  // of the report that these are rows of: the way back, no condition
};
struct PostLine {
    Post post = {};
    Name name = {};
};
Result<std::vector<PostLine>> list_posts(Context& context, const PostFilter& filter);

}  // namespace caunoi::people

namespace caunoi::people {
template <class Record>
constexpr auto term_fields() {
    using records::field;
    return std::array{field<Record, &TermInput::ordinal>("ordinal", {.required = true}),
                      field<Record, &TermInput::label_from>("label_from", {.required = true}),
                      field<Record, &TermInput::label_to>("label_to", {.required = true}),
                      field<Record, &TermInput::begun>("begun"),
                      field<Record, &TermInput::ended>("ended"),
                      field<Record, &TermInput::members>("members"),
                      field<Record, &TermInput::source>("source", {.max = 1000})};
}
template <class Record>
constexpr auto post_fields() {
    using records::field;
    return std::array{field<Record, &PostInput::term>("term", {.required = true}),
                      field<Record, &PostInput::organ>("organ", {.required = true}),
                      field<Record, &PostInput::office>("office", {.required = true}),
                      field<Record, &PostInput::from>("from", {.required = true}),
                      field<Record, &PostInput::to>("to"),
                      field<Record, &PostInput::source>("source", {.max = 1000})};
}
}  // namespace caunoi::people

template <>
struct caunoi::records::Of<caunoi::people::TermInput> {
    static constexpr auto fields = people::term_fields<people::TermInput>();
    static constexpr Description description{"term", "people.term", fields};
};
template <>
struct caunoi::records::Of<caunoi::people::Term> {
    static constexpr auto fields = join(kept_fields<people::Term>(), people::term_fields<people::Term>());
    static constexpr Description description{"term", "people.term", fields};
};
template <>
struct caunoi::records::Of<caunoi::people::PostInput> {
    static constexpr auto fields = people::post_fields<people::PostInput>();
    static constexpr Description description{"post", "people.post", fields};
};
template <>
struct caunoi::records::Of<caunoi::people::Post> {
    using Record = people::Post;
    static constexpr auto fields =
        join(join(kept_fields<Record>(), std::array{field<Record, &Record::party>("party", {.use = Use::system})}),
             people::post_fields<Record>());
    static constexpr Description description{"post", "people.post", fields};
};
