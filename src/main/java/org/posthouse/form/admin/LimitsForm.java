package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;

/// What anybody may use up. Bounds stand in [org.posthouse.setting.Setting].
@Form(id = "limits", who = Audience.POSTMASTER)
public record LimitsForm(
        @Field(card = "size", kind = Kind.OCTETS) long messageBytes,
        long recipients,
        long messages,
        @Field(card = "time") long commandSeconds,
        long dataSeconds,
        long dataTotalSeconds,
        long popSeconds,
        @Field(card = "crowd") long connections,
        long connectionsPerAddress,
        long errors,
        @Field(card = "answers") boolean vrfy,
        boolean expn,
        @Field(card = "shape", kind = Kind.OCTETS) long commandOctets,
        @Field(kind = Kind.OCTETS) long textOctets,
        @Field(kind = Kind.OCTETS) long headerBytes,
        long headerFields,
        @Field(kind = Kind.OCTETS) long parameterOctets,
        long mimeDepth,
        long mimeParts) { }
