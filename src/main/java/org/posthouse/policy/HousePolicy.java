package org.posthouse.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthouse.mime.Address;

/// All lists at one moment, ready to be asked.
///
/// @param version grows with every change
/// @param rights  by account
public record HousePolicy(long version, Relaying relaying, Blocks blocks, Map<Long, List<SendingRight>> rights, RuleBook rules) {
    static final HousePolicy NONE = new HousePolicy(-1, new Relaying(List.of()), new Blocks(List.of()), Map.of(), RuleBook.EMPTY);

    static Map<Long, List<SendingRight>> byAccount(List<SendingRight> rights) { return rights.stream().collect(Collectors.groupingBy(SendingRight::account)); }

    /// The right by which an account may send from an address that is not its own.
    public Optional<SendingRight> right(long account, Address address) { return rights.getOrDefault(account, List.of()).stream().filter(right -> right.covers(address)).findFirst(); }
}
