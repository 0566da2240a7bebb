#include "app/demo_membership.hpp"

#include "app/demo_facts.hpp"
#include "modules/membership/card.hpp"
#include "modules/membership/decision.hpp"
#include "modules/people/roll.hpp"

namespace caunoi::app {

namespace {

using namespace membership;

Date days_ago(const Context& context, int days) {
    return Date{std::chrono::sys_days(context.today()) - std::chrono::days(days)};
}

// What charters of associations commonly say, in words of our own; the association's own text is not published.
void load_charter(Context& context) {
    CharterInput charter;
    charter.title = "Điều lệ (bản mẫu)";
    charter.title_zh = "章程（示例）";
    charter.in_force = parse_date("2023-09-01");
    charter.approval = "Dữ liệu mẫu, không phải văn bản thật";
    charter.fee_official = 200'000;
    charter.fee_associate = 200'000;
    charter.fee_organisational = 2'000'000;
    charter.arrears_years = 2;
    charter.text =
        "Chương II. Hội viên\n"
        "Điều 6. Hội viên\nHội có hội viên chính thức (cá nhân, tổ chức), hội viên liên kết và hội viên danh dự.\n"
        "Điều 7. Kết nạp\nVăn phòng kiểm tra đơn; Ban Chấp hành quyết định tại kỳ họp gần nhất; hội viên mới nộp hội "
        "phí trong 15 ngày.\n"
        "Điều 8. Thôi là hội viên\nHội viên thôi theo đơn, bị xóa tên hoặc bị khai trừ; người bị xóa tên, khai trừ có "
        "quyền khiếu nại lên đại hội.\n"
        "Chương III. Tổ chức\n"
        "Điều 12. Ban Chấp hành\nHọp ít nhất hai kỳ mỗi năm; họp khi có ít nhất hai phần ba số ủy viên; thông qua khi "
        "ít "
        "nhất hai phần ba số người dự tán thành.\n";
    charter.source = "Dữ liệu mẫu";
    loaded(record_charter(context, charter));
}

ApplicationInput application(const Context& context, std::string_view vi, std::string_view zh, int days) {
    ApplicationInput input;
    input.received = days_ago(context, days);
    input.name_vi = vi;
    input.name_zh = zh;
    input.born = parse_partial_date("1985-04-12").value_or(PartialDate{});
    input.occupation = "Giáo viên";
    input.workplace = "Trường mẫu";
    input.phone = "0900000001";
    input.address = "xã Đồng Đăng, tỉnh Lạng Sơn";
    input.introduced_by = "Nông Thị Mẫu";
    input.reason = "Dữ liệu mẫu: muốn góp sức cho hoạt động hữu nghị.";
    input.consent = true;
    return input;
}

DecisionInput decision(const Context& context, DecisionKind kind, int days) {
    DecisionInput input;
    input.kind = kind;
    input.day = days_ago(context, days);
    input.symbol = "QĐ-BCH";
    input.meeting = "Phiên họp mẫu của Ban Chấp hành";
    input.seats = 14;
    input.present = 12;
    input.in_favour = 11;
    input.signer = "Chủ tịch (dữ liệu mẫu)";
    return input;
}

}  // namespace

// One who was admitted and struck off again, so that both decisions and a complaint have their pages; one who waits for
// the committee, one whose papers are checked.
void load_membership(Context& context) {
    load_charter(context);
    const ApplicationId admitted =
        loaded(record_application(context, application(context, "Lường Văn Thoáng", "梁文通", 60)));
    loaded(set_state(context, admitted, 1, {.state = State::checked}));
    loaded(decide_admission(context, decision(context, DecisionKind::admission, 45), {admitted}));
    DecisionInput strike_off = decision(context, DecisionKind::strike_off, 5);
    strike_off.reason = "Dữ liệu mẫu: hai năm không đóng hội phí.";
    loaded(decide_end(context, strike_off, "LS-0009"));
    const auto members = read(
        context, [](store::Tx& tx) { return people::members_with_numbers(tx, {"LS-0001", "LS-0002", "LS-0003"}); });
    for (const auto& [number, member] : members) loaded(issue_card(context, member));
    const ApplicationId waiting =
        loaded(record_application(context, application(context, "Chu Thị Chờ", "朱氏候", 12)));
    loaded(set_state(context, waiting, 1, {.state = State::checked}));
    loaded(record_application(context, application(context, "Hà Văn Mới", "何文新", 2)));
}

}  // namespace caunoi::app
