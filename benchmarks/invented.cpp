#include "invented.hpp"

#include "platform/names/hanzi.hpp"

#include <fmt/format.h>

#include <array>
#include <random>
#include <string_view>

namespace caunoi::bench {

namespace {

struct Surname {
    std::string_view name;
    double share;  // per cent of all people
};
// Lê Trung Hoa, "Họ và tên người Việt Nam" (2005); the rest of the people share the last eight, common in Lạng Sơn.
constexpr std::array<Surname, 22> surnames{
    {{"Nguyễn", 38.4}, {"Trần", 11.0}, {"Lê", 9.5},    {"Phạm", 7.1}, {"Hoàng", 5.1}, {"Phan", 4.5},
     {"Vũ", 3.9},      {"Đặng", 2.1},  {"Bùi", 2.0},   {"Đỗ", 1.4},   {"Hồ", 1.3},    {"Ngô", 1.3},
     {"Dương", 1.0},   {"Lý", 0.5},    {"Nông", 2.0},  {"Vi", 1.6},   {"Hứa", 1.4},   {"Bế", 1.2},
     {"Chu", 1.2},     {"Lương", 1.2}, {"Triệu", 1.2}, {"Mã", 1.1}}};
constexpr std::array<std::string_view, 12> middle_names{"Văn",  "Thị",   "Đức", "Minh", "Thu", "Quốc",
                                                        "Ngọc", "Thanh", "Hữu", "Xuân", "Kim", "Công"};
constexpr std::array<std::string_view, 24> given_names{
    "An",   "Bình", "Châu", "Dũng", "Giang", "Hà",   "Hải",  "Hiền", "Hùng", "Hương", "Khánh", "Lan",
    "Linh", "Long", "Mai",  "Nam",  "Nga",   "Phúc", "Quân", "Sơn",  "Thảo", "Trang", "Tuấn",  "Yến"};
constexpr std::array<std::string_view, 14> subjects{"Đoàn đại biểu",          "Hội đàm",
                                                    "Giao lưu thanh niên",    "Liên hoan nghệ thuật",
                                                    "Giải bóng đá hữu nghị",  "Hội chợ thương mại",
                                                    "Khóa học tiếng Trung",   "Lễ kỷ niệm",
                                                    "Hội thảo khoa học",      "Chương trình khám chữa bệnh",
                                                    "Đoàn nhà báo",           "Tuần phim",
                                                    "Lễ ký biên bản ghi nhớ", "Chuyến khảo sát"};
constexpr std::array<std::string_view, 14> subjects_zh{"代表团", "会谈",   "青年交流",   "艺术联欢",   "友谊足球赛",
                                                       "交易会", "汉语班", "纪念活动",   "学术研讨会", "义诊",
                                                       "记者团", "电影周", "备忘录签署", "考察"};
constexpr std::array<std::string_view, 12> matters{
    "trồng rừng dọc biên giới", "phòng chống dịch bệnh", "thông quan nông sản",  "du lịch cửa khẩu",
    "giáo dục nghề nghiệp",     "bảo tồn hát then",      "phụ nữ và phát triển", "cứu trợ lũ lụt",
    "kết nghĩa xã giáp biên",   "đường sắt liên vận",    "chữa cháy rừng",       "kiều bào và hôn nhân"};
constexpr std::array<std::string_view, 12> places{"Lạng Sơn",  "Bằng Tường", "Nam Ninh", "Sùng Tả",
                                                  "Long Châu", "Đồng Đăng",  "Hà Nội",   "Quế Lâm",
                                                  "Bách Sắc",  "Cao Lộc",    "Lộc Bình", "Tràng Định"};
constexpr std::array<std::string_view, 6> vietnamese{"Hội Hữu nghị Việt – Trung tỉnh Lạng Sơn",
                                                     "Sở Ngoại vụ",
                                                     "UBND tỉnh Lạng Sơn",
                                                     "Tỉnh đoàn Lạng Sơn",
                                                     "Tỉnh ủy Lạng Sơn",
                                                     "Liên hiệp các tổ chức hữu nghị Việt Nam"};
constexpr std::array<std::string_view, 6> chinese{"Văn phòng Ngoại sự Quảng Tây",
                                                  "thành phố Sùng Tả",
                                                  "thị Bằng Tường",
                                                  "huyện Long Châu",
                                                  "Khu tự trị dân tộc Choang Quảng Tây",
                                                  "Hội Chữ thập đỏ Khu tự trị dân tộc Choang Quảng Tây"};

// The commonest twenty with about their shares in China (王, 李 and 张 are a fifth of all); what is left goes to
// surnames of Guangxi, whose shares are made up.
struct ChineseSurname {
    std::string_view han;
    double share;
};
constexpr std::array<ChineseSurname, 26> chinese_surnames{
    {{"王", 7.2}, {"李", 7.0}, {"张", 6.7}, {"刘", 5.1}, {"陈", 4.6},  {"杨", 3.2}, {"黄", 2.3},
     {"赵", 2.0}, {"吴", 1.9}, {"周", 1.8}, {"徐", 1.4}, {"孙", 1.3},  {"马", 1.3}, {"朱", 1.2},
     {"胡", 1.2}, {"郭", 1.1}, {"何", 1.1}, {"林", 1.1}, {"高", 1.0},  {"罗", 1.0}, {"韦", 12.0},
     {"覃", 8.0}, {"农", 8.0}, {"陆", 8.0}, {"闭", 4.5}, {"欧阳", 6.0}}};
constexpr std::array<std::string_view, 48> given_characters{
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明",
    "超", "秀", "霞", "平", "刚", "桂", "英", "华", "玉", "兰", "海", "燕", "国", "建", "文", "志",
    "晓", "春", "红", "梅", "雪", "云", "飞", "龙", "宏", "清", "祥", "福", "德", "永", "安", "宁"};

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t count) {
    return static_cast<std::size_t>(random() % count);  // the same on every machine, which std's distributions are not
}

// By its share among all; the last one takes what is left.
template <class All>
const auto& by_share(Random& random, const All& all) {
    double left = static_cast<double>(below(random, 1000)) / 10;
    for (const auto& candidate : all)
        if ((left -= candidate.share) < 0) return candidate;
    return all.back();
}

std::string person(Random& random) {
    const Surname& surname = by_share(random, surnames);
    return fmt::format("{} {} {}", surname.name, middle_names[below(random, middle_names.size())],
                       given_names[below(random, given_names.size())]);
}

std::string chinese_person(Random& random) {
    std::string name(by_share(random, chinese_surnames).han);
    name += given_characters[below(random, given_characters.size())];
    if (below(random, 5) != 0) name += given_characters[below(random, given_characters.size())];
    return name;
}

}  // namespace

exchange::ActivityInput invented_activity(std::uint64_t number) {
    Random random(number);
    const std::size_t subject = below(random, subjects.size());
    const std::string_view place = places[below(random, places.size())];
    const auto days = std::chrono::days(below(random, 9000));  // from 2000 to 2024
    exchange::ActivityInput input;
    input.direction = static_cast<exchange::Direction>(below(random, exchange::direction_codes.size()));
    input.kind = static_cast<exchange::ActivityKind>(below(random, exchange::kind_codes.size()));
    input.state = exchange::ActivityState::held;
    input.date_from = exact(
        Date(std::chrono::sys_days(Date(std::chrono::year(2000), std::chrono::month(1), std::chrono::day(1))) + days));
    input.title_vi = fmt::format("{} về {} tại {}, lần {}", subjects[subject], matters[below(random, matters.size())],
                                 place, number);
    input.title_zh = fmt::format("{}第{}次", subjects_zh[subject], number);
    input.place = place;
    input.vietnamese_side = vietnamese[below(random, vietnamese.size())];
    input.chinese_side = chinese[below(random, chinese.size())];
    input.purpose = fmt::format("Trưởng đoàn: {}. Phó đoàn: {}.", person(random), person(random));
    if (below(random, 3) != 0) {
        input.people_number = static_cast<std::int64_t>(5 + below(random, 200));
        input.people_qualifier = Qualifier::exact;
        input.people_unit = exchange::PeopleUnit::persons;
    }
    input.source = "Số liệu để đo";
    return input;
}

people::PartyInput invented_person(std::uint64_t number) {
    Random random(number ^ 0x9e3779b97f4a7c15U);
    people::PartyInput input;
    input.relation = people::Relation::guest;
    if (below(random, 4) == 0) {
        input.side = people::Side::cn;
        input.name_zh = chinese_person(random);
    } else {
        input.name_vi = person(random);
        // A second given name, as most have: else a million people would have six thousand names.
        input.name_vi += fmt::format(" {}", given_names[below(random, given_names.size())]);
        if (below(random, 2) == 0)
            input.name_zh = names::write_in_han(input.name_vi, names::Kind::person, 1).front().text;
    }
    return input;
}

}  // namespace caunoi::bench
