package org.posthouse.list;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A list as it is stored. Its names stand in `list_name`, the number of its next post is counted by [Lists#number].
@Entity @Table(name = "mailing_list") public class MailingList {
    @Id @Column(name = "id") private long id;
    @Version @Column(name = "version", nullable = false) private int version;
    @Column(name = "domain_id", nullable = false) private long domain;
    @Column(name = "name", nullable = false, length = 64) private String name;
    @Column(name = "title", nullable = false, length = 200) private String title;
    @Column(name = "about", nullable = false, columnDefinition = "MEDIUMTEXT") private String about;
    @Column(name = "language", nullable = false, length = 8) private String language;
    @Column(name = "created", nullable = false) private Instant created;
    @Column(name = "next_number", nullable = false, updatable = false) private long nextNumber = 1;
    @Embedded private Joining joining;
    @Embedded private Posting posting;
    @Embedded private Dressing dressing;
    @Embedded private Digesting digesting;
    @Embedded private Archiving archiving;
    @Embedded private Bouncing bouncing;
    @ElementCollection @CollectionTable(name = "list_owner", joinColumns = @JoinColumn(name = "list_id")) @OrderColumn(name = "place") @Column(name = "address", nullable = false, length = 320)
    private List<String> owners = new ArrayList<>();

    protected MailingList() { }

    MailingList(long id, long domain, String name, Instant created) {
        this.id = id;
        this.domain = domain;
        this.name = name;
        this.created = created;
    }

    public long id() { return id; }

    public int version() { return version; }

    public long domain() { return domain; }

    /// Local part of its first address, in lower case.
    public String name() { return name; }

    public Instant created() { return created; }

    /// Addresses, in one spelling.
    public List<String> owners() { return List.copyOf(owners); }

    public Plan plan() { return new Plan(title, about, language, joining, posting, dressing, digesting, archiving, bouncing); }

    void settle(Plan plan, List<String> owners) {
        title = plan.title();
        about = plan.about();
        language = plan.language();
        joining = plan.joining();
        posting = plan.posting();
        dressing = plan.dressing();
        digesting = plan.digesting();
        archiving = plan.archiving();
        bouncing = plan.bouncing();
        if (this.owners.equals(owners)) return;
        this.owners.clear();
        this.owners.addAll(owners);
    }

    @Override public boolean equals(Object other) { return other instanceof MailingList list && list.id() == id; }

    @Override public int hashCode() { return Long.hashCode(id); }
}
