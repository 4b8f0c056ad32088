package org.posthouse.form.owner;

import java.util.Arrays;
import java.util.Locale;

/// Languages that somebody may want letters in, or whatever the list uses.
public enum OwnLanguage {
    USUAL, EN, JA, ZH;

    String tag() { return this == USUAL ? "" : name().toLowerCase(Locale.ROOT); }

    static OwnLanguage of(String tag) { return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findFirst().orElse(USUAL); }
}
