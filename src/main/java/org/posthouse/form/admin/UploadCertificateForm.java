package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;
import org.posthouse.form.Kind;
import org.posthouse.form.Secret;

/// A certificate that somebody got elsewhere.
///
/// @param certificate PEM, with the authority's own behind it; empty when the key's file holds all
@Form(id = "upload-certificate", who = Audience.POSTMASTER, creates = true, undoable = false)
public record UploadCertificateForm(@Field(card = "files", kind = Kind.FILE) String certificate, @Field(kind = Kind.FILE) Secret key) { }
