#include "app/demo.hpp"

#include "app/demo_articles.hpp"
#include "app/demo_facts.hpp"
#include "app/demo_membership.hpp"
#include "modules/exchange/activity_import.hpp"
#include "modules/people/group.hpp"
#include "modules/people/party.hpp"
#include "modules/people/party_named.hpp"
#include "modules/people/relationship.hpp"
#include "modules/people/term.hpp"
#include "modules/people/unit.hpp"
#include "modules/settings/association.hpp"
#include "platform/auth/accounts.hpp"

namespace caunoi::app {

std::span<const EmbeddedFile> embedded_demonstration();  // generated from demo/

namespace {

std::string_view file(std::string_view name) {
    for (const EmbeddedFile& file : embedded_demonstration())
        if (file.name == name) return file.text;
    throw std::logic_error("the demonstration has no file " + std::string(name));
}

struct SampleBody {
    std::string_view vi, zh, en;
    people::Relation relation;
    people::Side side;
};
// Bodies that the articles and the published list name.
constexpr std::array<SampleBody, 16> bodies{{
    {"Hội Hữu nghị Việt – Trung tỉnh Lạng Sơn", "谅山省越中友好协会",
     "Vietnam–China Friendship Association of Lạng Sơn Province", people::Relation::other, people::Side::vn},
    {"Sở Ngoại vụ", "外事厅", "Department of Foreign Affairs", people::Relation::agency, people::Side::vn},
    {"UBND tỉnh Lạng Sơn", "谅山省人民委员会", "People's Committee of Lạng Sơn Province", people::Relation::agency,
     people::Side::vn},
    {"Tỉnh ủy Lạng Sơn", "谅山省委", "Provincial Party Committee of Lạng Sơn", people::Relation::agency,
     people::Side::vn},
    {"Liên hiệp các tổ chức hữu nghị Việt Nam", "越南友好组织联合会", "Vietnam Union of Friendship Organizations",
     people::Relation::other, people::Side::vn},
    {"Trung ương Hội Hữu nghị Việt – Trung", "越中友好协会中央", "Central Vietnam–China Friendship Association",
     people::Relation::other, people::Side::vn},
    {"Liên hiệp các tổ chức hữu nghị tỉnh Lạng Sơn", "谅山省友好组织联合会",
     "Union of Friendship Organizations of Lạng Sơn Province", people::Relation::other, people::Side::vn},
    {"tỉnh Cao Bằng", "高平省", "Cao Bằng Province", people::Relation::other, people::Side::vn},
    {"tỉnh Hà Giang", "河江省", "Hà Giang Province", people::Relation::other, people::Side::vn},
    {"Tỉnh đoàn Lạng Sơn", "谅山省共青团", "Lạng Sơn Provincial Youth Union", people::Relation::other,
     people::Side::vn},
    {"Khu tự trị dân tộc Choang Quảng Tây", "广西壮族自治区", "Guangxi Zhuang Autonomous Region",
     people::Relation::partner, people::Side::cn},
    {"Văn phòng Ngoại sự Quảng Tây", "广西壮族自治区外事办公室", "Foreign Affairs Office of Guangxi",
     people::Relation::partner, people::Side::cn},
    {"Hội Chữ thập đỏ Khu tự trị dân tộc Choang Quảng Tây", "广西壮族自治区红十字会", "Red Cross Society of Guangxi",
     people::Relation::partner, people::Side::cn},
    {"thành phố Sùng Tả", "崇左市", "Chongzuo City", people::Relation::partner, people::Side::cn},
    {"thị Bằng Tường", "凭祥市", "Pingxiang City", people::Relation::partner, people::Side::cn},
    {"huyện Long Châu", "龙州县", "Longzhou County", people::Relation::partner, people::Side::cn},
}};

// The published list and the articles name the association and its seat; its symbol, telephone and e-mail they do not.
void load_association(Context& context) {
    settings::AssociationInput input;
    input.name_vi = bodies.front().vi;
    input.name_zh = bodies.front().zh;
    input.name_en = bodies.front().en;
    input.short_name = "Hội Hữu nghị tỉnh Lạng Sơn";
    input.level = settings::Level::province;
    input.seat = "Tỉnh Lạng Sơn";
    input.seat_zh = "越南谅山省";
    loaded(settings::save_association(context, 0, input, {}));
}

void load_bodies(Context& context) {
    for (const SampleBody& body : bodies) {
        people::PartyInput input;
        input.relation = body.relation;
        input.side = body.side;
        input.name_vi = body.vi;
        input.name_zh = body.zh;
        input.name_en = body.en;
        loaded(people::record_party(context, people::Sort::body, input));
    }
}

PartialDate day(std::string_view text) {
    return parse_partial_date(text).value_or(PartialDate{});
}

// The terms as the article of June 2023 states them.
void load_terms(Context& context) {
    constexpr std::string_view source = "Báo Lạng Sơn, bài về Đại hội lần II, 06/2023";
    loaded(people::record_term(context, {.ordinal = 1,
                                         .label_from = 2017,
                                         .label_to = 2022,
                                         .begun = day("2017"),
                                         .ended = day("2023-06-01"),
                                         .members = {},
                                         .source = std::string(source)}));
    loaded(people::record_term(context, {.ordinal = 2,
                                         .label_from = 2023,
                                         .label_to = 2028,
                                         .begun = day("2023-06-01"),
                                         .ended = {},
                                         .members = 14,
                                         .source = std::string(source)}));
}

// Units of both countries before and after the reform of 2025.
void load_units(Context& context) {
    const people::UnitFile units = loaded(people::import_units(context, file("units.tsv"), people::UnitRun::write));
    for (const people::UnitFileRow& row : units.rows)
        if (!row.errors.empty())
            throw std::runtime_error(
                fmt::format("units.tsv:{}: {} {}", row.line, row.errors.front().name, row.errors.front().key));
}

// What an office may want to know beyond the fields that the program has.
struct SampleFields {
    people::CustomFieldId work, chinese;
};
SampleFields load_fields(Context& context) {
    people::CustomFieldInput work;
    work.type = people::CustomType::choice;
    work.name_vi = "Lĩnh vực hoạt động";
    work.name_zh = "工作领域";
    work.name_en = "Field of work";
    work.choices =
        "education | Giáo dục | 教育 | Education\ntrade | Thương mại | 商贸 | Trade\n"
        "culture | Văn hóa, nghệ thuật | 文化艺术 | Culture and arts\nhealth | Y tế | 卫生 | Health";
    work.listed = true;
    people::CustomFieldInput chinese;
    chinese.about = people::CustomAbout::person;
    chinese.type = people::CustomType::choice;
    chinese.name_vi = "Trình độ tiếng Trung";
    chinese.name_zh = "中文水平";
    chinese.name_en = "Level of Chinese";
    chinese.hint_vi = "Theo chứng chỉ HSK gần nhất.";
    chinese.hint_zh = "以最近的HSK证书为准。";
    chinese.hint_en = "By the latest HSK certificate.";
    chinese.choices =
        "hsk1 | HSK cấp 1 | HSK一级 | HSK 1\nhsk2 | HSK cấp 2 | HSK二级 | HSK 2\n"
        "hsk3 | HSK cấp 3 | HSK三级 | HSK 3\nhsk4 | HSK cấp 4 | HSK四级 | HSK 4\n"
        "hsk5 | HSK cấp 5 | HSK五级 | HSK 5\nhsk6 | HSK cấp 6 | HSK六级 | HSK 6";
    chinese.position = 20;
    return {.work = loaded(people::record_custom_field(context, work)),
            .chinese = loaded(people::record_custom_field(context, chinese))};
}

// Invented people, marked as samples on each of their pages.
struct SamplePerson {
    std::string_view vi, zh, number;
    std::string_view joined;
    std::string_view work, chinese;
};
constexpr std::array<SamplePerson, 8> sample_people{{
    {"Nông Thị Mẫu", "农氏模", "LS-0001", "2017", "education", "hsk5"},
    {"Hoàng Văn Ví Dụ", "黄文喻", "LS-0002", "2017-05", "trade", "hsk3"},
    {"Lương Minh Họa", "梁明画", "LS-0003", "2018-03-08", "culture", "hsk4"},
    {"Vi Thị Thử", "韦氏试", "LS-0004", "2019", "education", "hsk6"},
    {"Đặng Văn Giả", "邓文假", "LS-0005", "2020-10", "trade", ""},
    {"Lý Thị Tưởng", "李氏想", "LS-0006", "2021-04-02", "health", "hsk2"},
    {"Nguyễn Văn Nháp", "阮文稿", "LS-0007", "2023-06-01", "culture", "hsk4"},
    {"Bế Trung Trưng", "闭忠征", "LS-0008", "2024-01-15", "trade", "hsk1"},
}};

// One of them was taken into the committee of the running term, so that a post has its page and its history.
void load_people(Context& context) {
    constexpr std::string_view in_the_committee = "LS-0004";
    const SampleFields fields = load_fields(context);
    for (const SamplePerson& person : sample_people) {
        people::PartyInput input;
        input.name_vi = person.vi;
        input.name_zh = person.zh;
        input.member_kind = people::MemberKind::official;
        input.roll_number = person.number;
        input.joined = day(person.joined);
        input.custom[fields.work] = person.work;
        input.custom[fields.chinese] = person.chinese;
        const PartyId id = loaded(people::record_party(context, people::Sort::person, input, true));
        if (person.number != in_the_committee) continue;
        loaded(people::record_post(context, id,
                                   {.term = loaded(people::list_terms(context)).front().id,
                                    .organ = people::Organ::executive_committee,
                                    .office = people::Office::member,
                                    .from = day("2024-03-15"),
                                    .source = "Dữ liệu mẫu"}));
    }
}

// Invented as well: who of them works where, and a team that the office has put together.
struct SampleTie {
    std::string_view number;
    people::Tie tie;
    std::string_view other, role_vi, role_zh, from, to;
};
constexpr std::array<SampleTie, 3> sample_ties{{
    {"LS-0004", people::Tie::works_at, "Sở Ngoại vụ", "Chuyên viên", "专员", "2019", ""},
    {"LS-0002", people::Tie::works_at, "Tỉnh đoàn Lạng Sơn", "Phó Chủ nhiệm", "副主任", "2018", "2024"},
    {"LS-0001", people::Tie::contact_of, "Văn phòng Ngoại sự Quảng Tây", "", "", "2023-06", ""},
}};

void load_ties(Context& context) {
    for (const SampleTie& sample : sample_ties) {
        const std::string number(sample.number);
        const PartyId party =
            read(context, [&](store::Tx& tx) { return people::parties_meant(tx, {number}).front().front(); });
        people::RelationshipInput input;
        input.tie = sample.tie;
        input.other = sample.other;
        input.role_vi = sample.role_vi;
        input.role_zh = sample.role_zh;
        input.from = day(sample.from);
        input.to = day(sample.to);
        input.source = "Dữ liệu mẫu";
        loaded(people::record_relationship(context, party, input));
    }
    people::GroupInput group;
    group.name_vi = "Ban liên lạc mẫu";
    group.name_zh = "联络组（样例）";
    group.name_en = "Sample liaison team";
    group.purpose = "Dữ liệu mẫu: gửi thư chúc Tết hai bên";
    loaded(people::add_members(context, loaded(people::record_group(context, group)),
                               {.members = "LS-0001\nLS-0004\nVăn phòng Ngoại sự Quảng Tây"}));
}

// Invented activities around today, marked as samples, so that the first page shows what it is for.
struct SamplePlan {
    std::string_view key, vi, zh, place, vietnamese, chinese;
    exchange::Direction direction;
    exchange::ActivityKind kind;
    int days_from_today;
};
constexpr std::array<SamplePlan, 3> sample_plans{{
    {"sample-1", "Buổi làm việc về kế hoạch trao đổi đoàn năm tới", "明年互访计划工作会谈", "TP Lạng Sơn",
     "Sở Ngoại vụ", "Văn phòng Ngoại sự Quảng Tây", exchange::Direction::in, exchange::ActivityKind::talks, -6},
    {"sample-2", "Đoàn Hội đi thăm, chúc Tết tại Bằng Tường", "协会代表团赴凭祥走访拜年", "Bằng Tường",
     "Hội Hữu nghị Việt – Trung tỉnh Lạng Sơn", "thị Bằng Tường", exchange::Direction::out,
     exchange::ActivityKind::delegation, 9},
    {"sample-3", "Giao lưu thiếu nhi hai bên biên giới", "边境少年儿童友好交流", "Trường Tiểu học Vĩnh Trại",
     "Tỉnh đoàn Lạng Sơn", "thành phố Sùng Tả", exchange::Direction::in, exchange::ActivityKind::youth, 26},
}};

void load_plans(Context& context) {
    write(context, [&](store::Tx& tx) {
        for (const SamplePlan& plan : sample_plans) {
            exchange::ActivityInput input;
            input.direction = plan.direction;
            input.kind = plan.kind;
            input.date_from =
                exact(Date{std::chrono::sys_days(context.today()) + std::chrono::days(plan.days_from_today)});
            input.title_vi = plan.vi;
            input.title_zh = plan.zh;
            input.place = plan.place;
            input.vietnamese_side = plan.vietnamese;
            input.chinese_side = plan.chinese;
            exchange::create_imported(tx, context, plan.key, input, true);
        }
    });
}

}  // namespace

void create_administrator(Program& program) {
    Context context = program.system_context();
    auth::AccountInput input;
    input.name = "admin";
    input.full_name = "Quản trị viên";
    input.roles = {auth::Role::administrator};
    loaded(auth::create_account(context, input));
}

void load_demonstration(Program& program) {
    Context context = program.system_context();
    const bool empty = read(context, [](store::Tx& tx) { return tx.integer("select count(*) from account") == 0; });
    if (!empty) throw Refused("this database already holds data; choose another --data for the demonstration");
    create_administrator(program);
    load_association(context);
    load_bodies(context);
    load_terms(context);
    load_people(context);
    load_membership(context);
    load_ties(context);
    loaded(people::load_gates(context, file("gates.tsv")));
    load_units(context);
    loaded(exchange::run_import(context, without_yearly_totals(file("exchanges.tsv")), exchange::Bad::refuse, false));
    load_plans(context);
    load_facts(context, {.articles = file("article_facts.tsv"),
                         .records = file("fact_records.tsv"),
                         .exchanges = file("exchanges.tsv")});
    load_articles(context);
}

}  // namespace caunoi::app
