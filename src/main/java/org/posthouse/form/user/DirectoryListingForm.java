package org.posthouse.form.user;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// Whether the directory shows somebody.
///
/// @param entry what it shows
@Form(id = "directory-listing", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR, Audience.SELF}, scope = Scope.ACCOUNT)
public record DirectoryListingForm(
        @Field(card = "entry") boolean listed,
        @Field(kind = Kind.SHOWN) String entry) { }
