// The one history of an installation: an RFC 6962 Merkle log. A change writes its line and a salted digest of its
// content in the transaction it describes; the content (before and after) lies apart, so that the law can demand its
// erasure while the digest stays and the chain still verifies. Clerks see "đã niêm phong" (sealed) and "kiểm chứng"
// (verify), never a hash.
#pragma once

#include "platform/base/id.hpp"
#include "platform/base/time.hpp"
#include "platform/context/context.hpp"
#include "platform/store/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::log {

using EntryId = Id<struct EntryTag>;

inline constexpr Permission can_erase{"log.erase"};

// An erasure is a line of the log itself: this action, this kind, and the erased entry's id as its record.
inline constexpr std::string_view erase_action = "erase";
inline constexpr std::string_view entry_kind = "log_entry";

// What happened to what. `content` is JSON made by platform/records (before and after of each changed field).
struct Event {
    std::string_view action;  // "create", "change", "delete", "publish", "sign_in", "reveal", …
    std::string_view kind;    // record kind: "activity"
    std::int64_t record = 0;
    std::string_view
        title;  // of the record at that moment, so that a deleted one can still be named; part of the content
    std::string_view content;  // JSON object, "{}" when there is nothing to compare
};
EntryId append(store::Tx& tx, const Context& context, const Event& event);

enum class State { unsealed, sealed, erased };

struct Entry {
    EntryId id;
    Time at;
    AccountId account;
    std::string actor;
    std::string request_id;
    std::string action;
    std::string kind;
    std::int64_t record = 0;
    std::string title;
    std::string content;  // "" when erased
    State state = State::unsealed;
    std::optional<std::int64_t> leaf;  // its place in the tree, from 0, when sealed
};

// Newest first. `before`: page on from this entry (keyset).
std::vector<Entry> of_record(store::Tx& tx, std::string_view kind, std::int64_t record, int limit, EntryId before = {});
std::vector<Entry> latest(store::Tx& tx, int limit, EntryId before = {});
// Each record once, by its newest line among the last `lines` of the history, which has `changes` of it.
struct Changed {
    Entry entry;
    std::int64_t changes = 0;
};
std::vector<Changed> latest_records(store::Tx& tx, int lines, int limit);

// Appends all lines that are not yet sealed to the tree, in one transaction under a lock; returns how many. Found by a
// flag, not by id: ids of concurrent transactions do not become visible in their order. Throws when the kept frontier
// does not belong to the kept head: then somebody wrote into the tree by hand.
int seal(Context& context, int at_most = 10'000);
bool has_unsealed(store::Tx& tx);  // so that an idle sealer writes nothing

struct Head {
    std::int64_t size = 0;
    std::string root;  // 32 bytes
    Time sealed_at;
};
std::optional<Head> latest_head(store::Tx& tx);
// "12345:9f86d081…", the form kept outside (backup, printed report) and given to `history verify --head`.
std::string to_text(const Head& head);
std::optional<Head> parse_head(std::string_view text);  // its time is not known

// Erases the content of one line (salt too), so that what it said cannot be guessed from the digest. Writes a line of
// its own, because content that is gone without one counts as broken. Errors: log.reason_required, log.already_erased,
// not_found.
Result<void> erase_content(Context& context, EntryId entry, std::string_view reason);

struct Verification {
    std::int64_t lines = 0;     // in the tree
    std::int64_t unsealed = 0;  // written, not yet in the tree
    std::int64_t erased = 0;    // content erased by law, line intact
    bool sound = true;
    // The first broken line, when not sound. -1: it is not in the tree yet. Where only a head tells (somebody who
    // rewrote a line and its hash), the line is one of broken_leaf … broken_last; else the two are equal.
    std::int64_t broken_leaf = -1;
    std::int64_t broken_last = -1;
    EntryId broken_entry = {};  // none for a line that is missing
    // content       what it says was changed, or removed without an erasure
    // line          who, when or what was changed
    // missing       no line has this number
    // order         the line stood elsewhere
    // head          lines and kept heads disagree
    // outside-head  the history is not the one that the head kept outside was taken from
    std::string reason;
    Head head;  // recomputed from the lines
};
// Recomputes every line and every kept head from the rows. `outside`: heads kept elsewhere, as to_text writes them;
// throws std::invalid_argument when one is not.
Verification verify(store::Tx& snapshot, const std::vector<std::string>& outside = {});
// The last so many lines only, each against its own seal and number: quick, for a look now and then. What was done to
// an older line, or to lines and seals together, only verify() finds.
Verification verify_last(store::Tx& snapshot, std::int64_t lines);

}  // namespace caunoi::log
