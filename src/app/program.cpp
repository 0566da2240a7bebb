#include "app/program.hpp"

#include "app/modules.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/base/bytes.hpp"
#include "platform/mail/mail.hpp"
#include "platform/store/schema.hpp"

namespace caunoi::app {

namespace {

std::filesystem::path made(const std::filesystem::path& directory) {
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error) throw Refused(fmt::format("cannot make the folder {}: {}", directory.string(), error.message()));
    return directory;
}

}  // namespace

Program::Program(Config config, std::function<Time()> clock) : config_(std::move(config)), clock_(std::move(clock)) {
    installation_.data = std::filesystem::absolute(made(config_.data));
    for (const char* folder : {"files", "spool", "backups"}) made(installation_.data / folder);
    installation_.keys = Keys::open(installation_.data);
    installation_.menu = menu();
    installation_.public_url = config_.public_url;
    database_ = std::make_unique<store::Database>(store::Options{.url = config_.database()});
    register_all(router_);
    mail::set_settings({.url = config_.mail_url,
                        .user = config_.mail_user,
                        .password = config_.mail_password,
                        .from = config_.mail_from,
                        .from_name = config_.mail_from_name,
                        .starttls = config_.mail_starttls == "required"});
}

void Program::migrate() {
    store::migrate(*database_, store::embedded_migrations());
}

void Program::require_schema() {
    const int known = store::newest_version(store::embedded_migrations(), database_->engine());
    const store::SchemaState found = store::schema_state(*database_, store::embedded_migrations());
    if (found.version == 0)
        throw Refused(
            "there is no data here yet; run 'caunoi migrate' for an empty installation or 'caunoi demo' for the "
            "demonstration, with the same --data");
    if (found.unknown > 0)
        throw Refused(fmt::format(
            "the database has schema {} of a newer version and this program knows {}; install the newer version",
            found.version, known));
    if (found.missing > 0)
        throw Refused(fmt::format(
            "the database has the older schema {} and this program needs {}; make a backup and run 'caunoi migrate'",
            found.version, known));
}

Context Program::system_context() {
    Context context{.database = *database_, .installation = installation_};
    context.actor = auth::system_actor();
    context.now = clock_();
    context.request_id = to_hex(random_bytes(5));
    return context;
}

}  // namespace caunoi::app
