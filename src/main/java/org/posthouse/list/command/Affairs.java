package org.posthouse.list.command;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.posthouse.link.MailedLinks;
import org.posthouse.list.Asking;
import org.posthouse.list.Digesting;
import org.posthouse.list.Held;
import org.posthouse.list.HeldItems;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListPages;
import org.posthouse.list.Member;
import org.posthouse.list.Members;
import org.posthouse.list.Moderator.Word;
import org.posthouse.list.Restraint;
import org.posthouse.list.Standing;
import org.posthouse.list.Subscriptions;
import org.posthouse.list.Subscriptions.Outcome;
import org.posthouse.list.Subscriptions.Proof;
import org.posthouse.list.Wish;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;

/// What commands change: the speaker's own affairs, those of others, and what is for owners. In the caller's transaction.
@ApplicationScoped public class Affairs {
    /// Addresses of others that one mail may ask for to be added or removed.
    private static final int MOST_OTHERS = 5;
    /// The same within an hour, by one sender and of one list: each is a letter to somebody who perhaps never heard of the list.
    private static final int OTHERS_AN_HOUR = 20;
    private static final int OTHERS_OF_A_LIST = 100;

    @Inject Rights rights;
    @Inject Members members;
    @Inject Subscriptions subscriptions;
    @Inject HeldItems held;
    @Inject ListPages pages;
    @Inject MailedLinks links;
    @Inject Restraint restraint;
    @Inject @Any Instance<Asking> askings;

    /// @param line as it was written, for when it has to wait
    String subscribe(Talk talk, ListEntry list, Optional<Address> other, String name, String line) {
        var address = other.orElse(talk.speaker.address());
        boolean own = talk.isSpeaker(address);
        if (!own && rights.standing(talk, list) == Standing.OWNER) return owned(talk, list, line, entry -> {
            absent(talk, entry, address);
            var waits = waiting(entry, address);
            if (waits.isPresent()) held.decide(entry, waits.get(), Word.APPROVE, "", talk.speaker.address().toString());
            else subscriptions.add(entry, new Wish(address, name, "", Optional.empty()), entry.plan().joining().welcome());
        });
        if (!list.plan().joining().joinByMail()) throw new Failed(talk.say("by-web", pages.of(list, "info")));
        var wish = new Wish(address, name, own ? talk.speaker.language() : "", Optional.empty());
        return own ? own(talk, list, line, proof -> subscriptions.join(list, wish, proof)) : other(talk, address, () -> subscriptions.join(list, wish, Proof.NOBODY), list);
    }

    String unsubscribe(Talk talk, ListEntry list, Optional<Address> other, String line) {
        var address = other.orElse(talk.speaker.address());
        boolean own = talk.isSpeaker(address);
        if (!own && rights.standing(talk, list) == Standing.OWNER) return delete(talk, list, address, line);
        if (!list.plan().joining().leaveByMail()) throw new Failed(talk.say("by-web", pages.of(list, "info")));
        return own ? own(talk, list, line, proof -> subscriptions.leave(list, address, proof)) : other(talk, address, () -> subscriptions.leave(list, address, Proof.NOBODY), list);
    }

    String change(Talk talk, ListEntry list, Member.State state, Optional<Digesting.Format> format, String line) {
        return own(talk, list, line, proof -> subscriptions.change(list, talk.speaker.address(), state, format, proof));
    }

    String add(Talk talk, ListEntry list, Address address, String name, String line) {
        return owned(talk, list, line, entry -> {
            absent(talk, entry, address);
            subscriptions.add(entry, new Wish(address, name, "", Optional.empty()), entry.plan().joining().welcome());
        });
    }

    String delete(Talk talk, ListEntry list, Address address, String line) {
        return owned(talk, list, line, entry -> subscriptions.remove(entry, belonging(entry, address).orElseThrow(() -> new Failed(talk.say("no-such-member", address.toString()))), entry.plan().joining().farewell()));
    }

    /// @param item its number, or an address that wants to join
    String decide(Talk talk, ListEntry list, Word word, String item, String reason, String line) {
        return owned(talk, list, line, entry -> held.decide(entry, item(talk, entry, item), word, reason, talk.speaker.address().toString()));
    }

    String confirm(Talk talk, String token) {
        var asked = links.find(token);
        for (var asking : askings) if (asked.filter(one -> asking.purposes().contains(one.purpose())).isPresent()) {
            var choices = asking.question(asked.get(), talk.texts).map(Asking.Question::choices).orElse(java.util.List.of());
            if (choices.size() != 1) break;
            var settled = asking.settle(token, asked.get(), choices.getFirst().word(), "", talk.texts);
            if (settled.isPresent()) return settled.get().written() && talk.alone ? "" : Talk.succeeded(settled.get().said());
        }
        throw new Failed(talk.say("too-late"));
    }

    /// The sender's own affairs: done when it is surely the sender; asked by its own letter when it is the only command, and by one letter for all of them else.
    private static String own(Talk talk, ListEntry list, String line, Function<Proof, Outcome> doing) {
        return talk.speaker.sure() || talk.alone ? told(talk, doing.apply(talk.speaker.proof()), list) : talk.later(list, line);
    }

    private static String told(Talk talk, Outcome outcome, ListEntry list) {
        return switch (outcome) {
            case Outcome.Silent _ -> "";
            case Outcome.Asked _ when talk.alone -> "";
            case Outcome.Already _, Outcome.NoMember _, Outcome.Refused _ -> throw new Failed(Subscriptions.said(outcome, list, talk.texts));
            default -> Talk.succeeded(Subscriptions.said(outcome, list, talk.texts));
        };
    }

    private String other(Talk talk, Address address, Supplier<Outcome> doing, ListEntry list) {
        if (++talk.others > MOST_OTHERS) throw new Failed(talk.say("too-many-others", MOST_OTHERS));
        if (!restraint.spend("others " + talk.speaker.address().key(), OTHERS_AN_HOUR) || !restraint.spend("others-of " + list.id(), OTHERS_OF_A_LIST)) throw new Failed(talk.say("too-often-others"));
        var outcome = doing.get();
        if (outcome instanceof Outcome.Refused) throw new Failed(Subscriptions.said(outcome, list, talk.texts));
        return outcome instanceof Outcome.Silent ? "" : Talk.succeeded(Subscriptions.said(new Outcome.Asked(address), list, talk.texts));
    }

    private static String owned(Talk talk, ListEntry list, String line, Consumer<ListEntry> doing) {
        if (!talk.speaker.sure()) return talk.later(list, line);
        doing.accept(list);
        return "Succeeded";
    }

    private void absent(Talk talk, ListEntry list, Address address) {
        if (belonging(list, address).isPresent()) throw new Failed(talk.say("member-already", address.toString()));
    }

    private Optional<Member> belonging(ListEntry list, Address address) { return members.find(list.id(), address).filter(one -> one.state().belongs()); }

    private Optional<Long> waiting(ListEntry list, Address address) {
        return held.of(list.id(), 0, Readings.MOST_LINES).stream().filter(item -> item.kind() == Held.Kind.SUBSCRIPTION && Addresses.read(item.address()).filter(one -> one.key().equals(address.key())).isPresent()).map(Held::id).findFirst();
    }

    private long item(Talk talk, ListEntry list, String item) {
        if (!item.contains("@")) return Long.parseLong(item);
        return Addresses.read(item).flatMap(address -> waiting(list, address)).orElseThrow(() -> new Failed(talk.say("nothing-of", item)));
    }
}
