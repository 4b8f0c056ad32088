package org.posthouse.list;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/// Whether posts are kept, and who reads them.
///
/// @param masked addresses of people are shown to members only
/// @param robots search engines may list the pages
@Embeddable public record Archiving(
        @Column(name = "archived") boolean kept,
        @Enumerated(EnumType.STRING) @Column(name = "archive_seen") Sight seen,
        @Column(name = "mask_addresses") boolean masked,
        @Column(name = "robots") boolean robots) {
    public static final Archiving USUAL = new Archiving(true, Sight.MEMBERS, true, false);
}
