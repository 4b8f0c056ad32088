package org.posthouse.form.admin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// What holds for a domain. Its administrators decide about stray mail and what people may do; names, limits, addresses and who administers it are the postmaster's.
///
/// @param password and the ten after it: whether people of the domain see that option
/// @param here     IP addresses that this server has
@Form(id = "domain", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}, scope = Scope.DOMAIN)
public record DomainForm(
        @Field(card = "names", kind = Kind.SHOWN) String name,
        @Field(who = Audience.POSTMASTER) @Size(max = 100) List<String> aliases,
        @Field(who = Audience.POSTMASTER) boolean first,
        @Field(card = "stray", kind = Kind.ADDRESS) @Size(max = 320) String catchAll,
        @Field(kind = Kind.ADDRESS, who = Audience.POSTMASTER) @Size(max = 320) String redirect,
        @Field(card = "limits", who = Audience.POSTMASTER) @PositiveOrZero long maxAccounts,
        @Field(kind = Kind.OCTETS, who = Audience.POSTMASTER) @PositiveOrZero long maxMailboxBytes,
        @Field(who = Audience.POSTMASTER) @PositiveOrZero long maxMessages,
        @Field(kind = Kind.OCTETS, who = Audience.POSTMASTER) @PositiveOrZero long maxMessageBytes,
        @Field(who = Audience.POSTMASTER) @PositiveOrZero @Max(36_500) int expiryDays,
        @Field(card = "people", who = Audience.POSTMASTER) @Size(max = 100) List<String> administrators,
        @Field(card = "offered") boolean password,
        boolean delivery,
        boolean vacation,
        boolean finger,
        boolean directoryListing,
        boolean directory,
        boolean ownAddresses,
        boolean ownRestrictions,
        boolean appPasswords,
        boolean apiTokens,
        boolean collecting,
        @Field(card = "addresses", who = Audience.POSTMASTER) @Size(max = 20) List<String> localAddresses,
        @Field(kind = Kind.SHOWN, who = Audience.POSTMASTER) List<String> here) { }
