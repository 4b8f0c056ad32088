package org.posthouse.list;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;

/// An address on a list, also one that has left and is still remembered.
@Entity @Table(name = "list_member") public class Member {
    /// Stored by name.
    public enum State {
        /// Gets each post.
        ON,
        /// Belongs to the list and gets nothing.
        OFF,
        /// Gets digests.
        DIGEST,
        /// Was a member; remembered for [Joining#leftDays].
        LEFT;

        public boolean belongs() { return this != LEFT; }
    }

    /// Who has brought about a state. Stored by name.
    public enum Why {
        MEMBER, OWNER,
        /// Too many copies came back.
        BOUNCES
    }

    @Id @Column(name = "id") private long id;
    @Version @Column(name = "version", nullable = false) private int version;
    @Column(name = "list_id", nullable = false) private long list;
    @Column(name = "address_key", nullable = false, length = 320) private String key;
    @Column(name = "address", nullable = false, length = 320) private String address;
    @Column(name = "name", nullable = false, length = 200) private String name;
    @Column(name = "language", nullable = false, length = 8) private String language;
    @Enumerated(EnumType.STRING) @Column(name = "state", nullable = false, length = 16) private State state;
    @Enumerated(EnumType.STRING) @Column(name = "why", nullable = false, length = 16) private Why why;
    @Enumerated(EnumType.STRING) @Column(name = "digest_format", nullable = false, length = 16) private Digesting.Format format;
    @Column(name = "since", nullable = false) private Instant since;
    @Column(name = "changed", nullable = false) private Instant changed;
    @Column(name = "posts", nullable = false) private int posts;
    @Column(name = "trusted", nullable = false) private boolean trusted;
    @Column(name = "bounce_score", nullable = false) private int bounceScore;
    @Column(name = "bounced") private Instant bounced;
    @Column(name = "warned") private Instant warned;

    protected Member() { }

    Member(long id, long list, String key, String address, String name, String language, State state, Why why, Digesting.Format format, Instant now) {
        this.id = id;
        this.list = list;
        this.key = key;
        this.address = address;
        this.name = name;
        this.language = language;
        this.state = state;
        this.why = why;
        this.format = format;
        this.since = now;
        this.changed = now;
    }

    public long id() { return id; }

    public int version() { return version; }

    public long list() { return list; }

    /// The one spelling, [org.posthouse.mime.Address#key].
    public String key() { return key; }

    /// As it was given.
    public String address() { return address; }

    /// Empty when nobody said.
    public String name() { return name; }

    /// Of letters to this member; empty for the list's.
    public String language() { return language; }

    public State state() { return state; }

    public Why why() { return why; }

    public Digesting.Format format() { return format; }

    public Instant since() { return since; }

    /// When the state became what it is.
    public Instant changed() { return changed; }

    /// Posts of this member that went to the list.
    public int posts() { return posts; }

    /// An owner lets all posts through.
    public boolean trusted() { return trusted; }

    public int bounceScore() { return bounceScore; }

    /// The last day that counted.
    public Optional<Instant> bounced() { return Optional.ofNullable(bounced); }

    public Optional<Instant> warned() { return Optional.ofNullable(warned); }

    void become(State state, Why why, Instant now) {
        if (!this.state.belongs() && state.belongs()) since = now;
        this.state = state;
        this.why = why;
        changed = now;
    }

    public void describe(String name, String language, Digesting.Format format) {
        this.name = name;
        this.language = language;
        this.format = format;
    }

    /// Another address of the same person, whose mail has not come back yet.
    void move(String key, String address) {
        this.key = key;
        this.address = address;
        bounced(0, null);
    }

    public void trust(boolean trusted) { this.trusted = trusted; }

    public void posted() { posts++; }

    /// @param score 0 forgets the warning as well
    public void bounced(int score, Instant at) {
        bounceScore = score;
        bounced = at;
        if (score == 0) warned = null;
    }

    public void warned(Instant at) { warned = at; }

    @Override public boolean equals(Object other) { return other instanceof Member member && member.id() == id; }

    @Override public int hashCode() { return Long.hashCode(id); }
}
