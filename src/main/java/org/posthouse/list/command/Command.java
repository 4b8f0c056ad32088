package org.posthouse.list.command;

import java.util.Optional;
import org.posthouse.list.Digesting;
import org.posthouse.list.Member.State;
import org.posthouse.mime.Address;

/// One line that was understood. `list` is the word that names one; empty for the list whose address was written to.
sealed interface Command {
    record Help(String list) implements Command { }

    record Info(String list) implements Command { }

    record Lists() implements Command { }

    /// What the sender is on which lists.
    record Which() implements Command { }

    record Who(String list) implements Command { }

    record Stat(String list) implements Command { }

    record Summary(String list, Range range) implements Command { }

    record Get(String list, Range range) implements Command { }

    /// @param address empty for the sender's own
    record Subscribe(String list, Optional<Address> address, String name) implements Command { }

    record Unsubscribe(String list, Optional<Address> address) implements Command { }

    record Set(String list, State state, Optional<Digesting.Format> format) implements Command { }

    /// By an owner, at once.
    record Add(String list, Address address, String name) implements Command { }

    record Delete(String list, Address address) implements Command { }

    /// What waits for an owner.
    record Waiting(String list) implements Command { }

    /// @param item its number, or an address that wants to join
    record Decide(String list, org.posthouse.list.Moderator.Word word, String item, String reason) implements Command { }

    record Confirm(String token) implements Command { }

    record End() implements Command { }

    /// It changes something for the sender, or is for owners.
    default boolean changes() { return this instanceof Set || this instanceof Add || this instanceof Delete || this instanceof Decide || this instanceof Subscribe || this instanceof Unsubscribe; }
}
