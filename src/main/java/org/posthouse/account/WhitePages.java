package org.posthouse.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;

/// The directory that people of a domain may look into: listed accounts, by name. In the caller's transaction.
@ApplicationScoped public class WhitePages {
    /// @param address the primary one
    public record Entry(String name, String address) { }

    /// @param total on all pages
    public record Page(List<Entry> entries, long total) { }

    @PersistenceContext(unitName = "posthouse") EntityManager database;

    /// @param text  words that begin words of the name, login or address; empty finds all
    /// @param first how many to skip
    public Page page(long domain, String text, int first, int size) {
        var words = Words.split(text);
        if (words.isEmpty() && !text.isBlank()) return new Page(List.of(), 0);
        var where = new StringBuilder(" FROM account a JOIN account_address p ON p.account_id = a.id AND p.position = 0 WHERE a.domain_id = ?1 AND a.listed = TRUE AND a.trashed IS NULL");
        for (int i = 0; i < words.size(); i++) where.append(" AND a.id IN (SELECT w.account_id FROM account_word w WHERE w.word BETWEEN ?").append(2 * i + 2).append(" AND ?").append(2 * i + 3).append(')');
        long total = ((Number) filled(database.createNativeQuery("SELECT COUNT(*)" + where), domain, words).getSingleResult()).longValue();
        var entries = new ArrayList<Entry>();
        for (var row : filled(database.createNativeQuery("SELECT a.name, p.address" + where + " ORDER BY a.name, a.id"), domain, words).setFirstResult(first).setMaxResults(size).getResultList())
            entries.add(new Entry((String) ((Object[]) row)[0], (String) ((Object[]) row)[1]));
        return new Page(entries, total);
    }

    private static Query filled(Query query, long domain, List<String> words) {
        query.setParameter(1, domain);
        for (int i = 0; i < words.size(); i++) query.setParameter(2 * i + 2, words.get(i)).setParameter(2 * i + 3, words.get(i) + Words.END);
        return query;
    }
}
