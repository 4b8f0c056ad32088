package org.posthouse.form.owner;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Scope;

/// What a list is. Its names, its owners and how many may join are for those who administer the domain.
@Form(id = "list-basics", who = Audience.OWNER, scope = Scope.LIST)
public record ListBasicsForm(
        @Field(card = "about", kind = Kind.SHOWN) String address,
        @Size(max = 200) String caption,
        @Field(kind = Kind.PARAGRAPHS) @Size(max = 20_000) String about,
        ListLanguage language,
        @Field(card = "house", who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}) @NotEmpty @Size(max = 100) List<String> owners,
        @Field(who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}) @Size(max = 19) List<String> names,
        @Field(who = {Audience.POSTMASTER, Audience.DOMAIN_ADMINISTRATOR}) @PositiveOrZero int maxMembers) { }
