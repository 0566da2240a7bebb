// The server around a PostgreSQL database.
#pragma once

#include <string>
#include <string_view>

namespace caunoi::store {

// Runs one command outside of any transaction: create database, drop database, vacuum. Throws DatabaseError.
void run_on_postgres(const std::string& url, std::string_view command);

// The same address with another database's name in it.
std::string with_database(const std::string& url, std::string_view name);

}  // namespace caunoi::store
