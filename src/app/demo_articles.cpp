#include "app/demo_articles.hpp"

#include "app/demo_facts.hpp"
#include "modules/exchange/activity_store.hpp"
#include "modules/portal/article.hpp"

namespace caunoi::app {

namespace {

using portal::ArticleId;
using portal::Category;
using portal::VariantInput;

struct Text {
    Language language;
    std::string_view title, slug, place, lead, body;
};
struct Sample {
    std::string_view activity;  // key in exchanges.tsv
    Category category;
    int days_ago;  // since it was published
    std::vector<Text> texts;
};

const std::vector<Sample>& samples() {
    static const std::vector<Sample> all{
        {.activity = "ex045",
         .category = Category::association,
         .days_ago = 1,
         .texts =
             {{.language = Language::vi,
               .title = "Đại hội Hội Hữu nghị Việt – Trung tỉnh Lạng Sơn lần thứ II, nhiệm kỳ 2023–2028",
               .slug = "dai-hoi-lan-thu-ii-nhiem-ky-2023-2028",
               .place = "Lạng Sơn",
               .lead = "Sáng 1/6, hơn 90 hội viên dự Đại hội lần thứ II, tổng kết nhiệm kỳ 2017–2022, thông qua "
                       "phương hướng và bầu Ban Chấp hành gồm 14 thành viên.",
               .body =
                   R"(Dự Đại hội có Thường trực UBND tỉnh, Trung ương Hội Hữu nghị Việt – Trung, Liên hiệp các tổ chức hữu nghị Việt Nam, đoàn đại biểu hai tỉnh Cao Bằng và Hà Giang, cùng một số sở, ngành, đoàn thể, doanh nghiệp trong tỉnh.

## Nhiệm kỳ 2017–2022

Hội đã tập hợp tài liệu, tuyên truyền về quan hệ hai nước; làm đầu mối hỗ trợ cơ quan, doanh nghiệp giao lưu, hợp tác; tham gia đón tiếp chương trình [“Khăn hồng hữu nghị” lần thứ ba](/vi/news/giao-luu-khan-hong-huu-nghi-lan-thu-ba); vận động quyên góp vật tư y tế tặng Hội Chữ thập đỏ Khu tự trị dân tộc Choang Quảng Tây.

## Ba tham luận

- Giao lưu thanh, thiếu nhi hai bên biên giới Lạng Sơn – Quảng Tây.
- Hợp tác giữa Trường Cao đẳng Sư phạm Lạng Sơn và các cơ sở đào tạo của Quảng Tây.
- Quan hệ giữa doanh nghiệp Lạng Sơn và doanh nghiệp Quảng Tây.

## Nhiệm kỳ 2023–2028

Đại hội xác định bám sát nhiệm vụ đối ngoại của Đảng, Nhà nước, Trung ương Hội và của tỉnh; làm tốt công tác đối ngoại nhân dân; xây dựng, củng cố tổ chức hội; đổi mới và nâng cao hiệu quả hoạt động. Đại hội đã thông qua nghị quyết.

*Nguồn: Báo Lạng Sơn, 06/2023.*
)"},
              {.language = Language::zh,
               .title = "谅山省越中友好协会召开第二次代表大会（2023—2028年任期）",
               .slug = "di-er-ci-daibiao-dahui-2023-2028",
               .place = "谅山",
               .lead = "6月1日上午，90多名会员出席第二次代表大会。大会总结2017—2022年任期工作，通过工作方向，"
                       "选举产生由14人组成的执行委员会。",
               .body =
                   R"(出席大会的有谅山省人民委员会常务领导、越中友好协会中央、越南友好组织联合会、高平省和河江省代表团，以及省内部分厅局、团体和企业的代表。

## 2017—2022年任期

协会收集资料，宣传两国关系；作为联络单位协助机关和企业开展交流合作；参与接待[第三届“红领巾友谊”交流活动](/zh/news/di-san-jie-honglingjin-youyi-jiaoliu)；募捐医疗物资，赠送广西壮族自治区红十字会。

## 三个专题发言

- 谅山—广西两侧边境青少年交流。
- 谅山师范高等专科学校与广西培训机构的合作。
- 谅山企业与广西企业的关系。

## 2023—2028年任期

大会确定：紧扣党、国家、协会中央和本省的对外工作任务，做好民间外交，加强协会组织建设，创新并提高活动实效。大会通过了决议。

（来源：《谅山报》，2023年6月）
)"},
              {.language = Language::en,
               .title = "Second Congress of the Vietnam–China Friendship Association of Lạng Sơn Province",
               .slug = "second-congress-2023-2028",
               .place = "Lạng Sơn",
               .lead = "On the morning of 1 June more than 90 members met for the second congress. It reviewed the "
                       "term 2017–2022 and elected an Executive Committee of 14 members for 2023–2028.",
               .body =
                   R"(Guests came from the Provincial People's Committee, the Central Association, the Vietnam Union of Friendship Organizations and the provinces of Cao Bằng and Hà Giang, with departments, organisations and businesses of the province.

Three prepared statements were read: on young people on both sides of the border, on training institutions of Lạng Sơn and Guangxi, and on business between the two.

For the new term the congress set out to follow the external tasks of the Party, the State, the Central Association and the province, to carry on people-to-people diplomacy, to strengthen the organisation and to make its work more effective. A resolution was adopted.

*Source: Báo Lạng Sơn, June 2023.*
)"}}},
        {.activity = "ex019",
         .category = Category::exchange,
         .days_ago = 3,
         .texts =
             {{.language = Language::vi,
               .title = "Giao lưu “Khăn hồng hữu nghị” Lạng Sơn – Quảng Tây lần thứ ba",
               .slug = "giao-luu-khan-hong-huu-nghi-lan-thu-ba",
               .place = "TP Lạng Sơn",
               .lead = "Hai ngày 14 và 15/5/2018, thiếu nhi hai bên biên giới gặp nhau tại thành phố Lạng Sơn "
                       "trong chương trình “Khăn hồng hữu nghị” lần thứ ba.",
               .body =
                   R"(Chương trình do Tỉnh đoàn Lạng Sơn và Đoàn thanh niên Quảng Tây phối hợp tổ chức. Đây là lần thứ ba thiếu nhi hai bên biên giới giao lưu dưới tên gọi này.

Báo cáo tại [Đại hội lần thứ II](/vi/news/dai-hoi-lan-thu-ii-nhiem-ky-2023-2028) của Hội nêu việc tham gia đón tiếp chương trình là một trong các hoạt động của nhiệm kỳ 2017–2022.

*Nguồn: China Culture (tiếng Anh), 08/06/2018; Báo Lạng Sơn, 06/2023.*
)"},
              {.language = Language::zh,
               .title = "谅山—广西第三届“红领巾友谊”交流活动",
               .slug = "di-san-jie-honglingjin-youyi-jiaoliu",
               .place = "谅山市",
               .lead = "2018年5月14日至15日，边境两侧少年儿童在谅山市参加第三届“红领巾友谊”交流活动。",
               .body = R"(活动由谅山省共青团与广西共青团配合举办，这是边境两侧少年儿童第三次以此名义开展交流。

（来源：中国文化网英文版，2018年6月8日）
)"}}},
        {.activity = "ex020",
         .category = Category::border,
         .days_ago = 6,
         .texts =
             {{.language = Language::vi,
               .title = "Công bố mở chính thức cặp cửa khẩu song phương Chi Ma – Ái Điểm",
               .slug = "cong-bo-cua-khau-song-phuong-chi-ma-ai-diem",
               .place = "Lộc Bình",
               .lead = "Ngày 10/9/2018, lễ công bố mở chính thức cặp cửa khẩu song phương Chi Ma – Ái Điểm diễn ra "
                       "tại huyện Lộc Bình.",
               .body =
                   R"(Lễ công bố do UBND tỉnh Lạng Sơn và Chính quyền nhân dân Khu tự trị dân tộc Choang Quảng Tây phối hợp tổ chức.

| Phía Việt Nam | Phía Trung Quốc |
|---|---|
| Chi Ma, huyện Lộc Bình | Ái Điểm (爱店), huyện Ninh Minh |

*Nguồn: Báo Dân tộc, 11/09/2018; Dân trí, 11/09/2018.*
)"},
              {.language = Language::zh,
               .title = "峙马—爱店双边性口岸正式开通",
               .slug = "zhima-aidian-kouan-kaitong",
               .place = "禄平",
               .lead = "2018年9月10日，峙马—爱店双边性口岸正式开通公布仪式在禄平县举行。",
               .body = R"(仪式由谅山省人民委员会与广西壮族自治区人民政府配合举办。

| 越方 | 中方 |
|---|---|
| 禄平县峙马（Chi Ma） | 宁明县爱店 |

（来源：越南《民族报》《民智报》，2018年9月11日）
)"}}},
        {.activity = "ex075",
         .category = Category::culture,
         .days_ago = 9,
         .texts =
             {{.language = Language::vi,
               .title = "Liên hoan văn hóa mừng xuân của cư dân biên giới Văn Lãng – Bằng Tường",
               .slug = "lien-hoan-van-hoa-mung-xuan-cu-dan-bien-gioi",
               .place = "Văn Lãng",
               .lead = "Ngày 25/1/2025, cư dân hai bên biên giới dự liên hoan văn hóa mừng xuân tại khu vực mốc "
                       "1090–1091; dịp này hai bên công bố khôi phục xuất nhập cảnh Tân Thanh – Pò Chài.",
               .body =
                   R"(Liên hoan do Huyện ủy, UBND huyện Văn Lãng và Thị ủy, chính quyền thị Bằng Tường tổ chức tại lối thông quan khu vực mốc 1090–1091.

*Nguồn: Tuổi Trẻ, 25/01/2025; Thông tấn xã Việt Nam.*
)"},
              {.language = Language::zh,
               .title = "文朗—凭祥边民迎春文化联欢",
               .slug = "wenlang-pingxiang-bianmin-yingchun-lianhuan",
               .place = "文朗",
               .lead =
                   "2025年1月25日，两侧边民在1090—1091号界碑区域举行迎春文化联欢，双方同日公布恢复新清—浦寨出入境。",
               .body = R"(联欢由文朗县委、县人民委员会与凭祥市委、市政府在1090—1091号界碑区域通关通道共同举办。

（来源：越南《青年报》（Tuổi Trẻ），2025年1月25日；越南通讯社）
)"}}},
    };
    return all;
}

VariantInput input_of(const Text& text) {
    VariantInput input;
    input.title = text.title;
    input.slug = text.slug;
    input.place = text.place;
    input.lead = text.lead;
    input.body = text.body;
    return input;
}

std::int64_t version_of(Context& context, ArticleId id, Language language) {
    const portal::ArticleDetails details = loaded(portal::find_article(context, id));
    const portal::Variant* variant = details.in(language);
    return variant ? variant->version : 0;
}

ArticleId load(Context& context, const Sample& sample) {
    const auto activity =
        read(context, [&](store::Tx& tx) { return exchange::activity_store::find_by_key(tx, sample.activity); });
    if (!activity) throw std::logic_error("the demonstration has no activity " + std::string(sample.activity));
    const Text& source = sample.texts.front();
    portal::NewArticle article;
    article.category = sample.category;
    article.date = activity->date_from;
    article.activity = activity->id;
    article.source_language = source.language;
    article.title = source.title;
    article.place = source.place;
    article.sample = true;
    const ArticleId id = loaded(portal::create_article(context, article));
    for (const Text& text : sample.texts)
        loaded(
            portal::save_variant(context, id, text.language, version_of(context, id, text.language), input_of(text)));
    for (const Text& text : sample.texts)
        loaded(portal::publish(context, id, text.language, version_of(context, id, text.language),
                               context.now - std::chrono::days(sample.days_ago)));
    return id;
}

// The Vietnamese text learns how many took part; the Chinese one does not know it yet.
void move_the_source(Context& context, ArticleId id, const Sample& sample) {
    VariantInput newer = input_of(sample.texts.front());
    newer.body += "\n*Bổ sung: nguồn ghi 70 người tham gia.*\n";
    loaded(portal::save_variant(context, id, Language::vi, version_of(context, id, Language::vi), newer));
}

}  // namespace

void load_articles(Context& context) {
    for (const Sample& sample : samples()) {
        const ArticleId id = load(context, sample);
        if (sample.activity == "ex019") move_the_source(context, id, sample);
    }
}

}  // namespace caunoi::app
