package org.posthouse.form.admin;

import org.posthouse.form.Audience;
import org.posthouse.form.Field;
import org.posthouse.form.Form;

/// Whether browsers that come in clear are sent on.
@Form(id = "https", who = Audience.POSTMASTER)
public record HttpsForm(@Field(card = "web") boolean redirect) { }
