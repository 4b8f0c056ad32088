package org.posthouse.endpoint;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.posthouse.account.Directory;
import org.posthouse.account.LocalRecipient;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Content;
import org.posthouse.connector.api.Maildrop;
import org.posthouse.connector.api.MaildropVerdict;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.mailbox.Folders;
import org.posthouse.mailbox.MaildropLocks;
import org.posthouse.mailbox.Messages;
import org.posthouse.mailbox.OpenStore;

/// An account's INBOX as POP3 wants it, or another of its folders for who signed in as `jane+box@`.
@MessageDriven @TransactionManagement(TransactionManagementType.BEAN)
public class MaildropBean implements Maildrop {
    private static final System.Logger LOG = System.getLogger(MaildropBean.class.getName());

    @Inject MaildropLocks locks;
    @Inject Directory directory;
    @Inject Folders folders;
    @Inject Messages messages;
    @Inject OpenStore open;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;

    @Override public MaildropVerdict open(Client client, SignedIn who) {
        long folder = unitOfWork.call(() -> folder(who));
        var drop = locks.take(who.account(), folder);
        if (drop.isEmpty()) return new MaildropVerdict.InUse();
        boolean listed = false;
        try {
            var rows = messages.list(folder);
            listed = true;
            return new MaildropVerdict.Opened(drop.get(), rows.stream()
                    .map(row -> new MaildropVerdict.Message(row.uid(), row.record() + "." + Integer.toString(row.delivery(), 36), row.octets())).toList());
        } finally {
            if (!listed) locks.release(drop.get());
        }
    }

    /// INBOX, or the folder that is named behind `+`; one that is not there is empty.
    private long folder(SignedIn who) {
        var folder = directory.stored(who.address()).map(LocalRecipient::detail).orElse("");
        return folder.isEmpty() ? folders.inbox(who.account()) : folders.named(who.account(), folder).orElse(-who.account());
    }

    @Override public Optional<Content> content(long drop, long message) {
        var row = locks.find(drop).flatMap(held -> messages.find(held.folder(), message));
        if (row.isEmpty()) return Optional.empty();
        try {
            return open.get().read(row.get().record()).map(body -> new StoredContent(row.get().prefix(), body));
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.ERROR, "event=record-unreadable record=" + row.get().record(), unreadable);
            return Optional.empty();
        }
    }

    /// The client forgets what it has deleted when it hears +OK, so the deletion is durable by then.
    @Override public boolean update(long drop, Set<Long> deleted) {
        var held = locks.find(drop).orElseThrow(() -> new IllegalStateException("no such maildrop is open: " + drop));
        try {
            if (unitOfWork.call(() -> messages.expunge(held.folder(), deleted)) > 0) durability.await();
            return true;
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "event=update-failed account=" + held.account() + " messages=" + deleted.size(), failed);
            return false;
        } finally {
            locks.release(drop);
        }
    }

    @Override public void release(long drop) { locks.release(drop); }
}
