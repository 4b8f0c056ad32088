/// The database below the modules: the pool, the migrations, and when a commit is safe.
///
/// **Invariants.** Embedded H2 and MySQL/MariaDB run the same migrations and the same queries. Everybody commits at READ COMMITTED. On InnoDB a commit is durable
/// when it returns, which [Database][org.posthouse.database.Database] checks at start; on H2 it survives a killed process or a power cut only after the next
/// [Durability][org.posthouse.database.Durability#await], so nothing outside may be told "done" before that.
///
/// **Transactions.** Whoever owns one (faces, endpoints, the dispatcher, timers) opens it by [UnitOfWork][org.posthouse.database.UnitOfWork], which tries again when two got in each
/// other's way; so the work may run more than once.
///
/// **Threads.** Any; `Durability` shares one sync among all who wait.
///
/// **Diagnostics.** A database that cannot be opened, is of an unknown kind, or would lose commits stops the start with exit code 4 and one sentence. Retried
/// transactions leave an INFO line each.
package org.posthouse.database;
