package org.posthouse.list;

import java.util.List;
import java.util.Optional;
import org.posthouse.mime.Address;

/// A list as the path of mail and the faces know it: a value of one moment.
///
/// @param address its first, by which it is known: `biking@example.test`, in lower case
/// @param names   of all its addresses the local parts, the first included
/// @param owners  addresses in one spelling ([Address#key])
public record ListEntry(long id, long domain, Address address, List<String> names, List<String> owners, Plan plan) {
    public ListEntry {
        names = List.copyOf(names);
        owners = List.copyOf(owners);
    }

    /// The local part of its address, which is what people call it.
    public String name() { return address.local(); }

    /// One of its other addresses.
    public Address of(ListRole role) { return of(role, ""); }

    /// @param detail empty for none
    public Address of(ListRole role, String detail) { return new Address(role.local(name(), detail), address.domain()); }

    /// Where the answer to a question goes. Empty when none of its names leaves room for the token (RFC 5321 §4.5.3.1.1).
    public Optional<Address> answers(String token) {
        return names.stream().map(name -> ListRole.CONFIRM.local(name, token)).filter(local -> local.length() <= 64).findFirst().map(local -> new Address(local, address.domain()));
    }

    /// RFC 2919 §2: `biking.example.test`.
    public String listId() { return name() + "." + address.domainKey(); }

    public boolean ownedBy(String key) { return owners.contains(key); }
}
