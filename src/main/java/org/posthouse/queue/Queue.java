package org.posthouse.queue;

import java.util.List;

/// Where the dispatcher puts what leaves or may have to be tried again.
public interface Queue {
    /// In the caller's transaction. The same copy (record, number, recipient and transport) again is passed over.
    void add(List<Consignment> consignments);

    /// Rows were committed: look now.
    void wake();
}
