#include "invented.hpp"

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

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t count) {
    return static_cast<std::size_t>(random() % count);  // the same on every machine, which std's distributions are not
}

std::string person(Random& random) {
    double left = static_cast<double>(below(random, 1000)) / 10;
    std::string_view surname = surnames.back().name;
    for (const Surname& candidate : surnames)
        if ((left -= candidate.share) < 0) {
            surname = candidate.name;
            break;
        }
    return fmt::format("{} {} {}", surname, middle_names[below(random, middle_names.size())],
                       given_names[below(random, given_names.size())]);
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

}  // namespace caunoi::bench
