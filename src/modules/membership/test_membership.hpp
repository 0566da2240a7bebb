// What the tests of this module share: who may do what, a charter, an application that waits for its decision.
#pragma once

#include "modules/membership/decision.hpp"
#include "modules/people/roll.hpp"
#include "modules/people/test_people.hpp"

namespace caunoi::membership {

inline Date date(std::string_view iso) {
    return parse_date(iso).value();
}

class MembershipTest : public people::ModuleTest {
protected:
    MembershipTest() { register_references(); }

    Context secretary = context_of(
        {people::can_view, people::can_record, people::can_reveal, can_view, can_record, can_change_charter});
    Context onlooker = context_of({people::can_view, can_view});

    // As the model charter has it, in force since 2023.
    static CharterInput charter(std::string_view in_force = "2023-09-12") {
        CharterInput input;
        input.title = "Điều lệ Hội";
        input.in_force = date(in_force);
        input.approval = "Quyết định số 948/QĐ-UBND";
        return input;
    }
    static ApplicationInput application(std::string_view name = "Nông Thị Mẫu") {
        ApplicationInput input;
        input.received = date("2026-05-04");
        input.name_vi = name;
        input.born = people::day("1990-02-28");
        input.address = "xã Mẫu";
        input.phone = "0912345678";
        input.consent = true;
        return input;
    }
    // 10 of 14 came, 7 said yes: two thirds of those present are 7 (6.67).
    static DecisionInput decision(DecisionKind kind = DecisionKind::admission) {
        DecisionInput input;
        input.kind = kind;
        input.day = date("2026-05-20");
        input.symbol = "QĐ-BCH";
        input.meeting = "Phiên họp thứ 5";
        input.seats = 14;
        input.present = 10;
        input.in_favour = 7;
        input.signer = "Chủ tịch Bế Mẫu";
        if (kind == DecisionKind::strike_off || kind == DecisionKind::expulsion) input.reason = "Điều 11 Điều lệ";
        return input;
    }
    ApplicationId checked(const ApplicationInput& input) {
        const ApplicationId id = must(record_application(secretary, input));
        if (!set_state(secretary, id, 1, {.state = State::checked})) throw std::runtime_error("not checked");
        return id;
    }
    PartyId admitted(std::string_view name) {
        const DecisionId id = must(decide_admission(secretary, decision(), {checked(application(name))}));
        return must(find_decision(secretary, id)).subjects.front().party;
    }
    people::PartyInput party(PartyId id) { return must(people::reveal_party(secretary, id)).input; }
    std::int64_t members_on(std::string_view day) {
        std::int64_t members = 0;
        test.database().read([&](store::Tx& tx) {
            for (const people::RollCount& count : people::roll_on(tx, date(day))) members += count.members;
        });
        return members;
    }
};

}  // namespace caunoi::membership
