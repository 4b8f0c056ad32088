package org.posthouse.list.bounce;

/// One recipient that a report says was not reached.
///
/// @param address   as the report has it; empty when it names none
/// @param permanent it is of no use to try again, and the reason is the recipient and not the message
/// @param reason    a line of text for people
record Failure(String address, boolean permanent, String reason) { }
