/// Tests that know nothing but the packaged jar, its documented settings and its ports: what a person who downloads the appliance can see.
///
/// A [House][org.posthouse.blackbox.House] is one process of `target/posthouse.jar` on a home of its own. Starting one costs seconds, so tests that leave a
/// house standing share one per [Database][org.posthouse.blackbox.Database]; tests that stop, kill or misconfigure a house have their own.
/// Tests on a shared house use accounts of their own and leave nothing that another test could trip over.
///
/// **Diagnostics.** A house that does not start fails the test with what it printed and the end of its log. Homes live under `target/blackbox` and are
/// removed when the tests end. `-Dposthouse.blackbox.databases=H2` leaves MariaDB out; `-Dposthouse.kill.rounds=n` sets how often [KillIT][org.posthouse.blackbox.KillIT] kills.
package org.posthouse.blackbox;
