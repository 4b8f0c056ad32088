package org.posthouse.list.post;

import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.posthouse.Scratch;
import org.posthouse.account.TestHouse;
import org.posthouse.connector.api.Envelope;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Sender;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.dns.Answer;
import org.posthouse.dns.Dns;
import org.posthouse.housemail.Letter;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.link.TestLinks;
import org.posthouse.list.Courier;
import org.posthouse.list.HeldItems;
import org.posthouse.list.Incoming;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListRole;
import org.posthouse.list.Member;
import org.posthouse.list.Plan;
import org.posthouse.list.Published;
import org.posthouse.list.Receiver;
import org.posthouse.list.TestDelivery;
import org.posthouse.list.TestLetters;
import org.posthouse.list.TestLists;
import org.posthouse.list.archive.TestArchive;
import org.posthouse.mailbox.TestMailbox;
import org.posthouse.mime.Path;
import org.posthouse.queue.Consignment;
import org.posthouse.queue.Delivery;
import org.posthouse.queue.Load;
import org.posthouse.queue.Queue;
import org.posthouse.queue.Remark;
import org.posthouse.routing.Addresses;
import org.posthouse.store.Entry;
import org.posthouse.store.Intake;
import org.posthouse.store.MessageStore;
import org.posthouse.store.RecordId;
import org.posthouse.store.StoreOptions;
import org.posthouse.store.StorePaths;
import org.posthouse.store.StoredEnvelope;
import org.posthouse.store.Trace;

/// A list with all that becomes of posts to it, over a store of its own; what would leave is kept.
final class TestPosts implements AutoCloseable {
    final TestHouse house = new TestHouse(TestArchive.entities(TestLinks.entities().toArray(Class<?>[]::new)));
    final TestLists world = TestLists.over(house);
    final TestLetters letters = new TestLetters(world);
    final TestMailbox mailbox = new TestMailbox(house);
    final TestArchive archive = new TestArchive(house, mailbox);
    final MessageStore store;
    final Posts posts = new Posts();
    final Publishing publishing = new Publishing();
    final Dresser dresser = new Dresser();
    final Checks checks = new Checks();
    final Submissions submissions = new Submissions();
    final HeldLetters moderation = new HeldLetters();
    final HeldPosts moderator = new HeldPosts();
    final Distribution distribution = new Distribution();
    final TestDelivery delivery;
    final HeldItems held;
    final List<Courier.Copy> copies = new ArrayList<>();
    final List<Consignment> queued = new ArrayList<>();
    final List<Published> published = new ArrayList<>();
    final Map<String, Answer<String>> zone = new HashMap<>();
    RuntimeException fault;
    ListEntry list;
    private int deliveries;

    TestPosts() {
        try {
            var home = Scratch.passing("posts");
            store = MessageStore.open(new StorePaths(home.resolve("store"), home.resolve("spool")), StoreOptions.DEFAULT, house.clock);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        mailbox.open.set(store);
        house.setUp.prepare(Optional.empty(), Optional.of("postmaster-1"));
        house.work.run(() -> house.domains.add("podunk.test"));
        delivery = new TestDelivery(world, mailbox, (_, _, some) -> copies.addAll(some), new TestLinks(house).links, proxy(moderator));
        held = delivery.held;
        var journal = new Journal("unused") {
            @Override public void note(Event event) { }

            @Override public void accepted(Entry entry) { }
        };
        var dns = new Dns() { @Override public Answer<String> txt(String name) { return zone.getOrDefault(name, new Answer.None<>(false)); } };
        var policy = new AuthorPolicy();
        policy.dns = dns;
        dresser.pages = moderation.pages = delivery.pages;
        dresser.policy = policy;
        dresser.signatures = new Signatures();
        dresser.signatures.dns = dns;
        dresser.signatures.clock = house.clock;
        checks.members = publishing.members = moderator.members = world.members;
        checks.submissions = posts.submissions = submissions;
        checks.work = publishing.work = moderation.work = distribution.work = house.work;
        submissions.database = house.database;
        submissions.clock = publishing.clock = posts.clock = moderation.clock = moderator.clock = house.clock;
        publishing.dresser = dresser;
        publishing.lists = moderation.lists = world.lists;
        publishing.mailings = distribution.mailings = delivery.mailings;
        publishing.archive = archive.archive;
        publishing.open = distribution.open = moderator.open = mailbox.open;
        publishing.journal = posts.journal = moderator.journal = journal;
        publishing.published = house.events(event -> published.add((Published) event));
        posts.checks = checks;
        posts.publishing = publishing;
        posts.held = moderation.held = held;
        delivery.heard(moderation::waits);
        posts.letters = moderation.letters = moderator.letters = letters.letters;
        moderation.links = delivery.links;
        moderator.queue = new Queue() {
            @Override public void add(List<Consignment> consignments) { queued.addAll(consignments); }

            @Override public void wake() { }
        };
        distribution.folders = mailbox.folders;
        distribution.durability = new org.posthouse.database.Durability() { @Override public void await() { if (fault != null) throw fault; } };
        change(Plan.usual("Biking", "en"));
    }

    @SuppressWarnings("unchecked") private static <T> Instance<T> proxy(T one) {
        return (Instance<T>) Proxy.newProxyInstance(TestPosts.class.getClassLoader(), new Class<?>[] {Instance.class}, (_, method, _) -> switch (method.getName()) {
            case "iterator" -> List.of(one).iterator();
            case "stream" -> Stream.of(one);
            case "get" -> one;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    void change(Plan plan) {
        list = list == null ? world.made("biking@podunk.test", plan, "owner@far.test") : list;
        house.work.run(() -> world.lists.change(world.lists.find(list.id()).orElseThrow(), plan));
        list = world.lists.now().find(list.id()).orElseThrow();
    }

    Member join(String address) { return house.work.call(() -> world.members.join(list, Addresses.read(address).orElseThrow(), "", "", Member.State.ON, Member.Why.OWNER)); }

    /// A message as it comes.
    ///
    /// @param spf result, or `signed-in`
    record Sent(String sender, String spf, String text) { }

    Incoming incoming(Sent sent, String detail) throws Exception {
        var octets = sent.text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return incoming(sent, octets, detail);
    }

    Incoming incoming(Sent sent, byte[] octets, String detail) throws Exception {
        var path = sent.sender.isEmpty() ? Path.NULL : Path.to(Addresses.read(sent.sender).orElseThrow());
        boolean signed = sent.spf.equals("signed-in");
        var trace = new Trace("smtp", new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 2525), "client", true, Optional.empty(), signed ? Optional.of(new SignedIn(7, sent.sender)) : Optional.empty(), "s1");
        var intake = new Intake(signed ? "" : sent.spf, signed || sent.spf.equals("pass"), "", "");
        var envelope = StoredEnvelope.received(house.clock.instant(), new Envelope(Sender.of(path), List.of(Recipient.of(Path.to(list.address())))), Letter.facts(octets), trace, intake);
        var receipt = store.append(envelope, octets);
        if (!receipt.await().positive()) throw new IOException(receipt.await().toString());
        return incoming(envelope, receipt.id().orElseThrow(), sent.sender, ("Return-Path: <" + sent.sender + ">\r\nDelivered-To: " + list.address() + "\r\nReceived: from client by mx\r\n").getBytes(StandardCharsets.US_ASCII), detail);
    }

    Incoming incoming(StoredEnvelope envelope, RecordId record, String sender, byte[] prefix, String detail) throws IOException {
        var now = house.clock.instant();
        var row = new Delivery(++deliveries, record, 0, sender, list.address().toString(), list.address().toString(), Set.of(), "", 0, "list", "", "list:1", Delivery.State.TRYING, "", 1, now, now, false, 0, Remark.NONE);
        return new Incoming(Optional.of(list), list.domain(), ListRole.POST, detail, new Load(record, envelope, sender, prefix, List.of(row)), row, store.read(record).orElseThrow());
    }

    /// As [org.posthouse.list.ListTransport] does.
    Receiver.Verdict post(Sent sent) throws Exception { return settle(incoming(sent, "")); }

    Receiver.Verdict settle(Incoming mail) throws Exception {
        try (var _ = mail.body()) {
            var verdict = posts.receive(mail);
            try {
                house.work.run(verdict.work());
                verdict.after().run();
            } finally {
                verdict.end().run();
            }
            return verdict;
        }
    }

    Receiver.Verdict post(String sender, String text) throws Exception { return post(new Sent(sender, "pass", text)); }

    /// The article of the last post, as stored.
    String article() throws Exception { return new String(octets(), StandardCharsets.ISO_8859_1); }

    byte[] octets() throws Exception {
        try (var body = store.read(published.getLast().article()).orElseThrow(); var in = body.open()) {
            var octets = in.readAllBytes();
            var facts = Letter.facts(octets);
            if (!facts.equals(body.facts())) throw new AssertionError("stored " + body.facts() + " but it has " + facts);
            return octets;
        }
    }

    void distribute() throws Exception { while (distribution.round()); }

    @Override public void close() {
        house.close();
        store.close();
    }
}
