package org.posthouse.policy;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;

/// The one set of lists.
@Entity @Table(name = "policy") class StoredPolicy {
    static final int ONLY = 1;

    @Id @Column(name = "id") private int id = ONLY;
    @Version @Column(name = "version", nullable = false) private int version;
    @ElementCollection @CollectionTable(name = "policy_relay", joinColumns = @JoinColumn(name = "policy_id")) @OrderColumn(name = "place")
    private List<RelayLine> relay = new ArrayList<>();
    @ElementCollection @CollectionTable(name = "policy_block", joinColumns = @JoinColumn(name = "policy_id")) @OrderColumn(name = "place")
    private List<BlockLine> blocks = new ArrayList<>();
    /// Rows also go with their accounts, so they have no places that could be missing.
    @ElementCollection @CollectionTable(name = "sending_right", joinColumns = @JoinColumn(name = "policy_id")) @OrderBy("account, pattern")
    private List<SendingRight> rights = new ArrayList<>();

    int version() { return version; }

    List<RelayLine> relay() { return List.copyOf(relay); }

    List<BlockLine> blocks() { return List.copyOf(blocks); }

    List<SendingRight> rights() { return List.copyOf(rights); }

    void relay(List<RelayLine> lines) { replace(relay, lines); }

    void blocks(List<BlockLine> lines) { replace(blocks, lines); }

    void rights(List<SendingRight> wanted) { replace(rights, wanted); }

    private static <T> void replace(List<T> old, List<T> wanted) {
        if (old.equals(wanted)) return;
        old.clear();
        old.addAll(wanted);
    }
}
