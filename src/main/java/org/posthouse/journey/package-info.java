/// What happened to each message, for everybody it concerns.
///
/// Below `<home>/log/journeys` each day (UTC) has a file of [blocks][org.posthouse.journey.Block]: some items, packed together about once a second. Below `<home>/index/journeys` are its
/// [keys][org.posthouse.journey.Run]: which block an address, a domain, a Message-ID, a record or an account occurs in. Keys can be made again from the blocks and are, a few at a time, when they are missing.
///
/// **Invariants.** Noting an event never waits for a disk and never fails its caller; what is noted in a unit of work counts once that is committed. That a message was accepted is the store's record and is
/// told again from there when nothing else is left of it; other events may lack the last second before a crash, more when the power fails. The end of a file that a crash has torn is cut, and never keeps the house from
/// starting. A day is dropped as a whole. Whoever reads has a [sight][org.posthouse.journey.Sight], everything shown goes through it, and what is searched for is compared with what is shown: nobody learns by asking.
///
/// **Threads.** Any notes; one thread of its own writes and indexes. It asks no database: housekeeping tells it the settings. Any number reads.
///
/// **Diagnostics.** A file that cannot be written is one ERROR line an hour; mail goes on, and what was noted meanwhile is lost. What came faster than it could be written is counted and said on the page. A torn file is one WARNING
/// line, a day that is dropped one INFO line.
package org.posthouse.journey;
