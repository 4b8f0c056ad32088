package org.posthouse.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.posthouse.account.TestHouse;
import org.posthouse.form.Instances;
import org.posthouse.link.Pending;
import org.posthouse.link.TestLinks;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Joining and leaving over a test house, with the letters they cause.
public final class TestSubscriptions {
    public final TestHouse house;
    public final TestLists world;
    public final TestLetters post;
    public final TestLinks links;
    public final Subscriptions subscriptions = new Subscriptions();
    public final HeldItems held = new HeldItems();
    public final Restraint restraint = new Restraint();

    public TestSubscriptions(TestHouse house) {
        this.house = house;
        world = TestLists.over(house);
        post = new TestLetters(world);
        links = new TestLinks(house);
        restraint.clock = held.clock = subscriptions.clock = house.clock;
        held.database = subscriptions.database = house.database;
        held.links = subscriptions.links = links.links;
        held.ids = house.domains.ids;
        held.moderators = Instances.of(subscriptions);
        subscriptions.held = held;
        subscriptions.lists = world.lists;
        subscriptions.members = world.members;
        subscriptions.marks = world.marks;
        subscriptions.letters = post.letters;
        subscriptions.pages = post.pages;
        subscriptions.directory = house.directory;
        subscriptions.restraint = restraint;
    }

    public static Class<?>[] entities(Class<?>... more) {
        var all = new ArrayList<Class<?>>(TestLinks.entities());
        all.addAll(List.of(more));
        return TestLists.entities(all.toArray(Class<?>[]::new));
    }

    /// The token in the one letter that was sent, which stays there.
    public String token() {
        try {
            var text = post.sent.getLast().message().getContent().toString();
            return Arrays.stream(text.split("\\s+")).filter(word -> word.contains("/confirm/")).findFirst().orElseThrow().replaceAll(".*/confirm/", "");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public String answer(Asking asking, String token, String choice) {
        return house.work.call(() -> links.links.find(token).flatMap((Pending asked) -> asking.settle(token, asked, choice, "", Texts.in(Language.ENGLISH))).map(Asking.Settled::said).orElse("too late"));
    }
}
