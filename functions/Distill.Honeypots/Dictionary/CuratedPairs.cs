namespace Distill.Honeypots.Dictionary;

/// <summary>
/// The pairs of words, curated by hand. A line is a pair: "first / second", further spellings of the same pair after "+", then guards after ";":
/// "next=the a" and "prev=" name the words that must stand beside it, "-next=" and "-prev=" those that must not; "start" asks for the sentence's
/// first word, "mid" for another, "opener" for the first with a comma or its subject behind it, "comma" for a comma after it, "attribute" for a word
/// that is described, "relative" for a thing that is, "infinitive", "contrast" and "reason" for the clauses of <see cref="ClauseShapes"/>. Where a
/// guard fails the text is left alone: when in doubt, add one.
/// </summary>
internal static class CuratedPairs
{
    public static IReadOnlyList<(MarkKind Family, string Lines)> All { get; } =
    [
        (
            MarkKind.Contraction,
            """
            it is / it's ; -prev=as what how than where whatever who why which that whether because ; -next=been become got gone had come taken grown changed always already also since just long only recently ever now often at that because if up so about
            you are / you're ; -prev=as what how than where whatever who why which if whether that ; -next=at in on
            they are / they're ; -prev=as what how than where whatever who why which that ; -next=at in on
            we are / we're ; -prev=as what how than where whatever who why which that ; -next=at in on
            i am / i'm ; -prev=as what how than where whatever who why ; -next=at in on
            that is / that's ; start ; -next=been become got had a why because when where how the
            here is / here's ; start ; next=a an the one some what how another my
            there is / there's ; next=a an always also still plenty nothing more ; -prev=as than what
            what is / what's ; start ; next=the a an your
            let us / let's ; start ; next=look see take start say consider assume break go call use first find
            you will / you'll ; -prev=as what how than whatever if
            it will / it'll ; -prev=as what how than whatever if
            they will / they'll ; -prev=as what how than whatever if
            we will / we'll ; -prev=as what how than whatever if
            i will / i'll ; -prev=as what how than whatever if
            you have / you've ; next=been already made seen completed found chosen learned created finished
            i have / i've ; next=been seen made found listed included provided
            they have / they've ; next=been made become seen
            we have / we've ; next=been seen made found already
            he is / he's ; next=a an the in one ; -prev=as than what who
            she is / she's ; next=a an the in one ; -prev=as than what who
            i would / i'd ; next=like love be recommend suggest say
            you would / you'd ; next=like love
            we would / we'd ; next=like love be
            they would / they'd ; next=like love
            he will / he'll ; -prev=as what how than whatever if
            she will / she'll ; -prev=as what how than whatever if
            who is / who's ; next=a an the always also looking
            """
        ),
        (
            MarkKind.Hyphen,
            """
            machine learning / machine-learning ; next=algorithms algorithm models model techniques system systems methods technology tasks tools process approach approaches applications methods
            deep learning / deep-learning ; next=algorithms algorithm models model techniques system systems methods networks architecture
            natural language / natural-language ; next=processing understanding
            customer service / customer-service ; next=representative representatives team experience department agent agents skills staff agents
            renewable energy / renewable-energy ; next=sources technologies technology projects systems industry
            social media / social-media ; next=platforms platform posts post accounts marketing campaign campaigns channels sites account presence
            greenhouse gas / greenhouse-gas ; next=emissions
            to do / to-do ; next=list lists
            start up / start-up ; next=costs company companies
            in person / in-person ; attribute
            well established / well-established ; attribute
            hard working / hard-working ; attribute
            much needed / much-needed ; attribute
            home cooked / home-cooked
            store bought / store-bought
            award winning / award-winning
            subscription based / subscription-based
            natural sounding / natural-sounding
            on demand / on-demand ; attribute
            one time / one-time ; next=payment fee purchase
            low carb / low-carb
            must see / must-see ; attribute
            check ups / check-ups
            life changing / life-changing
            long distance / long-distance ; attribute
            knowledge based / knowledge-based
            web site / website + web sites / websites
            single use / single-use ; attribute
            all purpose / all-purpose ; attribute
            human like / human-like ; attribute
            plant based / plant-based
            open ended / open-ended
            long lasting / long-lasting
            solar powered / solar-powered
            two dimensional / two-dimensional
            three dimensional / three-dimensional
            well suited / well-suited
            text based / text-based
            web based / web-based
            cloud based / cloud-based
            evidence based / evidence-based
            ever changing / ever-changing
            ever evolving / ever-evolving
            self driving / self-driving ; attribute
            self discovery / self-discovery
            self service / self-service ; attribute
            self reflection / self-reflection
            pre made / pre-made
            pre trained / pre-trained
            well developed / well-developed ; attribute
            well crafted / well-crafted ; attribute
            well written / well-written ; attribute
            well designed / well-designed ; attribute
            well maintained / well-maintained ; attribute
            well equipped / well-equipped ; attribute
            well informed / well-informed ; attribute
            well structured / well-structured ; attribute
            cutting edge / cutting-edge ; attribute
            eye catching / eye-catching
            end to end / end-to-end ; attribute
            world renowned / world-renowned
            object oriented / object-oriented
            detail oriented / detail-oriented
            low income / low-income ; attribute
            low cost / low-cost ; attribute
            high risk / high-risk ; attribute
            high speed / high-speed ; attribute
            high performance / high-performance ; attribute
            full fledged / full-fledged
            nutrient dense / nutrient-dense
            life threatening / life-threatening
            game changing / game-changing
            like minded / like-minded
            far reaching / far-reaching
            fine tuning / fine-tuning
            year round / year-round
            cost efficient / cost-efficient
            customer centric / customer-centric
            work life / work-life ; next=balance
            win win / win-win
            last minute / last-minute ; attribute
            old fashioned / old-fashioned
            first hand / first-hand ; attribute
            long standing / long-standing
            old school / old-school ; attribute
            state of the art / state-of-the-art
            non renewable / non-renewable
            non verbal / non-verbal
            non fiction / non-fiction
            multi factor / multi-factor
            back up / back-up ; next=plan plans copy copies system
            check in / check-in ; next=process desk
            water saving / water-saving
            child friendly / child-friendly
            budget friendly / budget-friendly
            family friendly / family-friendly
            environment friendly / environment-friendly
            tech savvy / tech-savvy
            long term / long-term ; attribute
            short term / short-term ; attribute
            high quality / high-quality ; attribute
            real time / real-time ; attribute
            real world / real-world ; attribute
            real life / real-life ; attribute
            full time / full-time ; attribute
            part time / part-time ; attribute
            large scale / large-scale ; attribute
            small scale / small-scale ; attribute
            high level / high-level ; attribute
            low level / low-level ; attribute
            entry level / entry-level ; attribute
            open source / open-source ; attribute
            cost effective / cost-effective
            user friendly / user-friendly
            eco friendly / eco-friendly
            environmentally friendly / environmentally-friendly ; attribute
            well known / well-known ; attribute
            well being / well-being + wellbeing / well-being
            well balanced / well-balanced ; attribute
            well rounded / well-rounded ; attribute
            well defined / well-defined ; attribute
            well organized / well-organized + well organised / well-organised ; attribute
            widely used / widely-used ; attribute
            decision making / decision-making
            problem solving / problem-solving
            critical thinking / critical-thinking ; next=skills ability abilities
            time consuming / time-consuming
            step by step / step-by-step ; attribute
            day to day / day-to-day ; attribute
            up to date / up-to-date
            face to face / face-to-face
            follow up / follow-up ; next=questions question email emails appointment appointments meeting
            health care / healthcare
            trade off / trade-off + trade offs / trade-offs
            non profit / nonprofit + non-profit / nonprofit
            e-mail / email + e-mails / emails + e-mailing / emailing
            co-operate / cooperate + co-operation / cooperation + co-operative / cooperative
            co-ordinate / coordinate + co-ordinated / coordinated + co-ordination / coordination + co-ordinating / coordinating
            co-workers / coworkers + co-worker / coworker
            pre-existing / preexisting
            re-use / reuse + re-used / reused + re-using / reusing
            re-usable / reusable
            re-evaluate / reevaluate
            time frame / timeframe + time frames / timeframes
            life span / lifespan
            life cycle / lifecycle + life cycles / lifecycles
            data set / dataset + data sets / datasets
            web page / webpage + web pages / webpages
            built in / built-in ; attribute
            in depth / in-depth ; attribute
            hands on / hands-on ; attribute
            self esteem / self-esteem
            self care / self-care
            self confidence / self-confidence
            self discipline / self-discipline
            self awareness / self-awareness
            self improvement / self-improvement
            self expression / self-expression
            energy efficient / energy-efficient
            age old / age-old ; attribute
            fast paced / fast-paced
            data driven / data-driven ; attribute
            multi purpose / multi-purpose
            third party / third-party ; attribute
            deep rooted / deep-rooted ; attribute
            thought provoking / thought-provoking
            awe inspiring / awe-inspiring
            mouth watering / mouth-watering
            easy to use / easy-to-use ; next=interface tool tools software platform app system
            """
        ),
        (
            MarkKind.Connective,
            """
            for example / for instance
            additionally / furthermore ; opener
            in addition / moreover ; opener
            therefore / thus ; opener
            as a result / consequently ; opener
            finally / lastly ; opener
            first / firstly ; opener
            second / secondly ; opener
            third / thirdly ; opener
            overall / all in all ; opener
            similarly / likewise ; opener
            in conclusion / to conclude ; start ; comma
            in summary / to summarize + in summary / to summarise ; start ; comma
            in contrast / by contrast ; opener
            meanwhile / in the meantime ; opener
            in fact / indeed ; opener
            in general / generally ; opener
            for this reason / because of this ; opener
            in other words / that is to say ; start ; comma
            alternatively / as an alternative ; opener
            initially / at first ; opener
            nowadays / these days ; opener
            specifically / in particular ; opener
            here are / below are ; start ; next=some a the several
            as a result of / as a consequence of
            for this purpose / to this end ; opener
            unfortunately / sadly ; opener
            above all / most of all ; opener
            by doing so / in doing so ; opener
            at present / at the moment ; opener
            although / though ; next=it the they you he she there this we i not some many these his her ; -prev=as even
            in spite of / despite
            prior to / before ; next=using starting beginning making going adding taking cooking serving
            with respect to / in relation to
            as opposed to / rather than
            as if / as though
            instead of / in place of ; -next=being
            apart from / aside from
            immediately / right away ; -next=after following
            due to / owing to ; -prev=mainly be being are is was were largely partly primarily not only
            in order to / so as to
            regardless of / irrespective of ; -prev=or
            """
        ),
        (
            MarkKind.OptionalThat,
            """
            make sure / make sure that ; next=you it they we the your all there everyone each he she any
            making sure / making sure that ; next=you it they we the your all there everyone each he she any
            ensure / ensure that ; next=you they we he she everyone
            ensuring / ensuring that ; next=you they we he she everyone
            ensures / ensures that ; next=you they we he she everyone
            keep in mind / keep in mind that ; next=you the this these there it they your some
            i think / i think that ; next=it they we you he she the this there
            i believe / i believe that ; next=it they we he she the this there
            i hope / i hope that ; next=it they we you he she the this
            suggests / suggests that ; next=they we he she there
            means / means that ; next=you they we he she there it
            believes / believes that ; next=they we he she it
            believe / believe that ; next=they we he she ; -prev=i
            realize / realize that + realise / realise that ; next=they we he she you it
            realized / realized that + realised / realised that ; next=they we he she it
            think / think that ; next=they we he she ; -prev=i to
            know / know that ; next=they we he she i
            thought / thought that ; next=they we he she i it
            felt / felt that ; next=they we he she i
            found / found that ; next=they we he she i
            noticed / noticed that ; next=they we he she i
            believed / believed that ; next=they we he she i it
            hope / hope that ; next=they he she ; -prev=i
            hoping / hoping that ; next=they we he she i it you
            remember / remember that ; next=they we he she i
            remembered / remembered that ; next=they we he she i
            indicates / indicates that ; next=they we he she i
            indicate / indicate that ; next=they we he she i
            implies / implies that ; next=they we he she i it
            mean / mean that ; next=they we he she i you ; -prev=you
            sure / sure that ; next=they we he she i ; -prev=make making made makes
            confident / confident that ; next=they we he she i you it
            important / important that ; next=they we he she i
            things / things that ; next=you we they i he she
            something / something that ; next=you we they i he she
            anything / anything that ; next=you we they i he she
            everything / everything that ; next=you we they i he she
            ways / ways that ; next=you we they i he she
            knew / knew that ; next=they we he she it
            said / said that ; next=they we he she it
            """
        ),
        (
            MarkKind.OptionalParticle,
            """
            help / help to + helps / helps to + helped / helped to ; next=stay get guide lead drive fight bring cut make find automate streamline simplify decrease ease alleviate mitigate attract engage meet give gain shape manage track deliver expand encourage facilitate predict personalize analyze analyse detect connect reach retain learn solve speed clear clean calm absorb heal grow optimize optimise inspire motivate educate combat relax think feel become run move remove slow set define highlight illustrate demonstrate add offer break balance limit conserve generate choose decide focus limit fill hold cool warm reduce improve prevent ensure create keep make protect maintain increase build develop promote support identify avoid boost regulate achieve understand find determine provide strengthen lower enhance relieve raise foster explain bring establish inform spread preserve control solve save produce manage minimize minimise
            help you / help you to + helps you / helps you to + helped you / helped you to + helping you / helping you to + help us / help us to + helps us / helps us to + helped us / helped us to + helping us / helping us to + help them / help them to + helps them / helps them to + helped them / helped them to + helping them / helping them to + help me / help me to + helps me / helps me to + helped me / helped me to + helping me / helping me to + help him / help him to + helps him / helps him to + helped him / helped him to + helping him / helping him to + help her / help her to + helps her / helps her to + helped her / helped her to + helping her / helping her to + help people / help people to + helps people / helps people to + helped people / helped people to + helping people / helping people to + help users / help users to + helps users / helps users to + helped users / helped users to + helping users / helping users to + help customers / help customers to + helps customers / helps customers to + helped customers / helped customers to + helping customers / helping customers to + help businesses / help businesses to + helps businesses / helps businesses to + helped businesses / helped businesses to + helping businesses / helping businesses to + help companies / help companies to + helps companies / helps companies to + helped companies / helped companies to + helping companies / helping companies to + help students / help students to + helps students / helps students to + helped students / helped students to + helping students / helping students to + help individuals / help individuals to + helps individuals / helps individuals to + helped individuals / helped individuals to + helping individuals / helping individuals to ; next=stay remain get reach achieve become understand make find create improve learn feel develop build identify grow manage save reduce keep maintain increase choose avoid determine track meet give gain connect relax focus control solve perform explore discover
            all the / all of the ; -next=time way rest more same best while ; -prev=and
            all these / all of these
            all those / all of those
            all your / all of your
            all my / all of my
            all our / all of our
            all their / all of their
            all its / all of its
            both these / both of these
            both those / both of those
            the way in which / the way ; next=we they you it he she i people
            the ways in which / the ways ; next=we they you it he she i people
            the reason why / the reason ; next=we they you it he she i people the this
            up until / until ; next=the then now recently
            outside the / outside of the
            inside the / inside of the
            """
        ),
        (
            MarkKind.Variant,
            """
            can also / also can + could also / also could + should also / also should + may also / also may + might also / also might + will also / also will + would also / also would + must also / also must ; mid ; -prev=and but or
            is also / also is + are also / also are + was also / also was + were also / also were ; mid ; -prev=and but or that which who there
            can now / now can + can then / then can + is then / then is + are then / then are + is still / still is + are still / still are + can still / still can ; mid ; -prev=and but or that which who there what do did done happens happened
            has also / also has + have also / also have + had also / also had ; next=been become made led helped allowed changed enabled created shown seen found given brought opened increased improved ; mid ; -prev=and but or
            toward / towards
            afterward / afterwards
            among / amongst
            amid / amidst
            someone / somebody
            anyone / anybody
            everyone / everybody
            based on / based upon
            depend on / depend upon + depends on / depends upon + depending on / depending upon
            rely on / rely upon + relies on / relies upon + relying on / relying upon
            build on / build upon + builds on / builds upon
            reflect on / reflect upon
            learned / learnt ; -next=from behavior behaviour helplessness
            burned / burnt ; -prev=be
            leaned / leant
            dreamed / dreamt
            oriented / orientated
            preventive / preventative
            each other / one another
            onto / on to ; next=the a an your his her
            ads / advertisements
            okay / ok
            further away / farther away
            inward / inwards
            upward / upwards ; -prev=an the a
            downward / downwards ; -prev=an the a
            outward / outwards ; -prev=an the a
            backward / backwards ; -prev=an the a
            """
        ),
        (
            MarkKind.Synonym,
            """
            can be used / can be utilized + could be used / could be utilized + should be used / should be utilized ; -next=up
            is used in / is utilized in + are used in / are utilized in + is used for / is utilized for + are used for / are utilized for
            using / utilizing ; next=data technology natural social renewable machine artificial digital advanced public algorithms ai techniques sensors software specialized computer online modern various different these
            many / numerous ; attribute ; -prev=how so too as very the not that this these those ; -next=of people more other times as things a an are have would believe were years days hours ways
            reduce / decrease + reduces / decreases + reducing / decreasing ; -next=to by reuse the and or recycle
            provide / offer + provides / offers ; next=better insight insights valuable information support useful more additional helpful guidance advice opportunities personalized personalised feedback the access assistance protection comfort relief great good excellent new unique many several various multiple different essential important nutrients shelter entertainment flexibility security health better improved high greater financial emotional social quality superior exceptional tips solutions services discounts benefits alternatives practical relevant detailed customized tailored quick education training healthy tools further
            providing / offering ; next=better insight insights valuable information support useful more additional helpful guidance advice opportunities personalized personalised feedback the access assistance protection comfort relief great good excellent new unique many several various multiple different essential important nutrients shelter entertainment flexibility security health better improved high greater financial emotional social quality superior exceptional tips solutions services discounts benefits alternatives practical relevant detailed customized tailored quick education training healthy tools further
            filled with / full of ; -prev=be get been being
            try to / attempt to + tries to / attempts to + tried to / attempted to + trying to / attempting to
            amounts of / quantities of
            the amount of / the quantity of ; next=water waste food oil sugar salt flour carbon data material materials resources
            to do this / to do so
            allows the / enables the
            allow it to / enable it to + allows it to / enables it to + allowing it to / enabling it to
            allow customers to / enable customers to + allows customers to / enables customers to + allowing customers to / enabling customers to
            a huge / an enormous
            a large / a big ; attribute ; -next=number amount amounts part portion scale extent degree majority variety group city
            essential for / crucial for ; -prev=not
            is essential to / is crucial to
            essential to / crucial to ; prev=it's
            essential part of / crucial part of
            a significant / a considerable ; next=impact amount effect number increase
            in addition to / besides ; -prev=be
            in the event of / in case of
            at the beginning of / at the start of
            the beginning of / the start of ; -prev=at from
            from the beginning / from the start
            the end result / the final result
            on top of that / on top of this
            every day / each day ; mid
            every year / each year ; mid
            correct / right ; prev=the ; next=answer answers word order
            quick / fast ; prev=a the more ; next=pace way and
            hard to / difficult to ; prev=is be it's are very more
            simple to / easy to ; prev=is be it's are very
            almost / nearly ; -next=all every always as ; -prev=not
            deal with / cope with ; prev=to can better
            carry out / perform ; next=tasks the a an research
            carried out / performed ; prev=be is are was were
            think about / consider ; next=the your how what
            thinking about / considering ; next=the your how what
            talk about / discuss ; prev=to
            set up / establish ; next=a an ; prev=to
            happy / glad ; prev=i'm am so ; next=to that
            in the middle of / in the midst of
            staying / remaining ; next=healthy safe calm focused active productive connected competitive organized motivated
            stay / remain ; next=healthy safe calm focused active productive connected competitive organized motivated informed hydrated
            created / made ; prev=is was are be been were ; next=by
            show / demonstrate ; next=that how ; -prev=to tv television
            shows / demonstrates ; next=that how
            shown / demonstrated ; next=that
            keep / maintain ; next=good healthy strong
            bigger / larger ; -prev=the
            biggest / largest
            movie / film ; prev=the a this ; -next=maker industry strip director
            movies / films ; -prev=the
            talk to / speak to + talking to / speaking to + talk with / speak with
            nearby / close by ; -next=a the to
            a couple of / a few ; next=days weeks months years times tips ideas
            wide range of / wide variety of
            a variety of / a range of ; -prev=wide
            different types of / different kinds of
            various types of / various kinds of
            these types of / these kinds of
            types of / kinds of ; -prev=different various these blood
            type of / kind of ; prev=a the this that what any some each every same one which new certain particular
            a lot of / lots of
            a number of / several ; -prev=is was the
            a large number of / a great number of
            provide a / offer a + provide an / offer an + provides a / offers a + provides an / offers an
            providing a / offering a + providing an / offering an
            allows you to / enables you to + allow you to / enable you to + allowing you to / enabling you to
            allows us to / enables us to + allow us to / enable us to + allowing us to / enabling us to
            allows them to / enables them to + allow them to / enable them to + allowing them to / enabling them to
            allows users to / enables users to + allow users to / enable users to + allowing users to / enabling users to
            need to / have to ; prev=you we they i people
            needs to / has to ; prev=it he she
            start to / begin to + starts to / begins to + started to / began to
            start by / begin by
            starting with / beginning with
            to start / to begin ; -prev=how where when ; next=the your a with
            start with / begin with ; -prev=let's
            to choose / to select ; next=the a an from your
            choose a / select a + choose an / select an + choose the / select the
            choosing the / selecting the + choosing a / selecting a
            to obtain / to acquire
            to purchase / to buy
            to show / to demonstrate ; next=the that how your
            usually / typically
            mainly / primarily ; -prev=but
            entirely / completely
            rapidly / quickly ; -prev=as how too very more
            perhaps / maybe
            nearly all / almost all
            nearly every / almost every
            nearly always / almost always
            significantly / substantially ; -prev=statistically
            greatly / considerably
            also known as / also called
            referred to as / known as ; prev=is are often also commonly sometimes was were
            as long as / so long as
            in terms of / with regard to ; -prev=think
            regarding / concerning ; -prev=of is are
            throughout the / across the ; next=world country globe region
            around the world / across the world
            important role in / key role in
            plays a vital role / plays a crucial role
            the majority of / most of ; next=the these those our their
            have the ability to / are able to ; prev=you they we who that users people computers systems animals
            has the ability to / is able to
            is made up of / consists of + are made up of / consist of
            is comprised of / is composed of
            take into account / take into consideration
            in many ways / in many respects
            a great way / an excellent way
            an excellent choice / a great choice
            big impact / large impact
            huge impact / enormous impact
            improve our / enhance our + improve its / enhance its + improve customer / enhance customer + improve efficiency / enhance efficiency + improve overall / enhance overall + improve performance / enhance performance + improve communication / enhance communication + improve your / enhance your + improve the / enhance the + improve their / enhance their + improve user / enhance user + improve productivity / enhance productivity + improve quality / enhance quality + improve mental / enhance mental + improve employee / enhance employee + improve team / enhance team + improve learning / enhance learning
            improving your / enhancing your + improving the / enhancing the + improving their / enhancing their + improving our / enhancing our + improving its / enhancing its + improving customer / enhancing customer + improving efficiency / enhancing efficiency + improving overall / enhancing overall + improving performance / enhancing performance + improving communication / enhancing communication + improving user / enhancing user + improving productivity / enhancing productivity + improving quality / enhancing quality
            improved / enhanced ; next=customer efficiency productivity performance communication security accuracy user quality
            reduce the / lower the ; next=risk cost chance chances likelihood
            reducing the / lowering the ; next=risk cost chance chances likelihood
            increase the / raise the ; next=likelihood chances risk cost
            look for / search for ; -prev=to
            looking for / searching for ; -prev=were are
            particularly / especially ; -prev=not
            often / frequently ; -prev=how very more most too as less not ; -next=than as
            each / every ; attribute ; -next=other one ones few single side hand eye partner half time so now two three ; -prev=nearly almost not of
            each time / every time
            lead to / result in + leads to / results in + leading to / resulting in ; -prev=a the leads
            focus on / concentrate on ; prev=to and can should you we they must
            make sure to / be sure to
            take care of / look after ; -prev=to
            determine whether / determine if + see whether / see if + check whether / check if + decide whether / decide if
            in which / where ; prev=situation situations case cases process environment scenario world area areas place places society field fields community country market system setting context story
            people who / people that ; next=are have can were want need had work live will
            crucial / vital ; -next=to for part signs sign organs organ statistics
            the main / the primary ; -next=street road school care key color colour colors colours course character characters characters menu method function entrance
            the goal of / the aim of
            the goal is to / the aim is to
            benefits of / advantages of ; prev=the many some of main potential several
            collect / gather ; next=data information feedback all the more evidence
            collecting / gathering ; next=data information feedback all the more evidence
            collected / gathered ; next=data information feedback all the more evidence from
            a bit / a little ; next=more less of too longer
            over the past / during the past ; next=year decade century few
            to assist / to help ; next=you them us users people customers
            quick and easy / fast and easy
            made up of / composed of ; prev=is are
            a great deal of / a good deal of
            impact on / effect on ; prev=negative positive significant big major direct profound great huge lasting adverse strong considerable
            compared to / compared with ; -prev=be
            problem / issue ; prev=this
            problems / issues ; prev=these such any potential technical environmental social
            perfect for / ideal for
            the perfect / the ideal ; next=place way choice time solution spot gift opportunity
            needed / required ; prev=is are was were be as ; -next=to
            aim to / seek to + aims to / seeks to + aimed to / sought to
            take part in / participate in + taking part in / participating in + took part in / participated in
            located in / situated in
            with the help of / with the aid of
            critical to / crucial to + critical for / crucial for + critical role / crucial role + critical part / crucial part
            will likely / will probably
            all kinds of / all sorts of
            helpful for / useful for + helpful in / useful in + helpful to / useful to ; -prev=not
            helpful tips / useful tips + helpful information / useful information
            a difficult / a hard ; next=task decision time job choice question problem
            start / begin ; prev=can to should will you we they ; next=your our their his her
            starting / beginning ; next=to
            unique / distinctive ; prev=a ; next=flavor flavour taste style look feature
            main / principal ; next=reason reasons cause causes goal source sources
            advantages / benefits ; prev=several many numerous
            a small / a little ; next=village town house garden cottage shop
            rich in / high in ; next=vitamins fiber fibre protein antioxidants nutrients
            make it easier / make it simpler + makes it easier / makes it simpler + making it easier / making it simpler
            increasing / growing ; next=number demand popularity need concern
            constantly / continually
            easily / readily ; prev=be can ; next=available accessible
            fully / completely ; prev=not be is are ; next=cooked understand understood charged dissolved dry
            whole / entire ; prev=the ; next=process world day family system body team country community thing project time
            various / different ; next=types kinds forms parts ways aspects factors sources fields industries cultures techniques methods strategies approaches areas applications tasks products topics activities tools materials species elements features platforms styles regions stages backgrounds devices perspectives components cultures options ingredients emotions levels angles functions genres languages foods colors colours flavors flavours environments contexts situations purposes skills places ; -prev=in many the two three very completely these with
            decided to / chose to + decide to / choose to + decides to / chooses to + deciding to / choosing to
            faster / quicker + faster and faster / quicker and quicker ; -prev=even
            occur / happen + occurs / happens + occurring / happening ; -next=to ; -prev=what
            occurred / happened ; -next=to ; -prev=what
            incredibly / extremely ; attribute
            truly / really ; attribute
            complete / finish + completing / finishing + completed / finished ; next=tasks the their your his her homework projects ; -prev=a the and most
            purchasing / buying + purchased / bought ; -next=power habits behavior behaviour ; -prev=the and
            dangerous / hazardous ; -prev=to
            improve / enhance + improves / enhances + improving / enhancing ; next=accuracy safety operations memory mood focus skills relationships outcomes services processes public decision-making decision cognitive brain athletic academic business collaboration results access accessibility visibility
            protect / safeguard + protects / safeguards + protecting / safeguarding ; next=the our your their data sensitive personal natural
            promote / foster + promotes / fosters + promoting / fostering ; next=growth creativity innovation collaboration community understanding unity equality teamwork a inclusion cooperation communication
            currently / presently ; mid
            an increase in / a rise in + the increase in / the rise in
            goal / objective ; prev=main primary ultimate overall your their our its specific
            difference between / distinction between + differences between / distinctions between ; prev=main key primary biggest major fundamental significant important obvious some several
            potential / possible ; next=risks problems solutions issues causes benefits consequences threats outcomes effects solution issue problem errors hazards applications explanations
            negative / adverse ; next=effects effect impact impacts consequences
            allow / enable + allows / enables + allowing / enabling + allowed / enabled ; infinitive ; mid ; -prev=and or then be been being is are was were
            while / whereas ; contrast
            because / since ; reason ; -prev=just only simply mainly partly largely especially particularly
            is used to / is utilized to + are used to / are utilized to + was used to / was utilized to + were used to / were utilized to + be used by / be utilized by ; next=create make help identify predict store process analyze analyse detect determine measure perform generate build produce improve describe represent control solve track provide train find access classify refer define compare sort display teach manage reduce increase monitor automate develop support
            people / individuals ; mid ; next=can to may should must need ; -prev=the of young old elderly homeless black white chinese english native indigenous local common these those
            businesses / companies ; -prev=small local family start startup these those the homes and ; -next=cards
            goals / objectives ; prev=your the their our its specific clear business personal realistic financial achieve set career learning ; -next=scored
            ability to / capacity to ; prev=the their our its your his her an
            the effect of / the impact of + the effects of / the impacts of + effects of / impacts of ; -prev=side sound special visual lighting into
            effect of / impact of ; prev=the negative positive environmental major significant potential overall economic social direct
            the importance of / the significance of
            methods / techniques ; prev=different various traditional modern cooking effective these other new farming teaching research advanced statistical analysis testing learning ; -next=of
            requires / needs + require / need ; next=a an more less careful significant special extra ; -prev=the and i
            specific / particular ; attribute ; mid ; -prev=any no in more not and
            until / till ; next=it they the you we he she smooth golden tender well ; -prev=up not
            over time / with time ; mid
            a sense of / a feeling of ; next=peace calm joy accomplishment security belonging pride freedom wonder nostalgia comfort satisfaction happiness relief unity hope warmth excitement unease sadness fulfillment urgency control connection awe
            a combination of / a mix of
            reliable / dependable ; attribute ; mid ; -prev=and
            then / next ; opener
            increase / boost + increases / boosts + increasing / boosting ; next=productivity performance efficiency motivation sales engagement revenue endurance confidence creativity morale metabolism output profits awareness traffic customer employee energy your our ; -prev=the an
            the latest / the newest ; next=technology technologies trends products models features gadgets fashion version research
            additional / extra ; attribute ; next=information cost costs time money support help features resources layer flavor security income space expenses work effort steps ; -prev=and
            and so on / and so forth
            achieve / attain ; next=the your their our its a this success goals
            tips / suggestions ; prev=some few following useful helpful these the
            """
        ),
        (
            MarkKind.Relative,
            """
            that / which ; relative ; next=is are was were can will has have had could would may might allow allows make makes include includes contain contains use uses require requires help helps provide provides enable enables work works offer offers involve involves lead leads cause causes need needs should must occur occurs do does exist promote promotes affect affects reflect reflects become becomes describe describes create creates give gives keep keeps support supports come comes take takes show shows seem seems appear appears belong belongs follow follows produce produces represent represents rely relies live lives remain remains enhance enhances ensure ensures improve improves reduce reduces connect connects combine combines bring brings protect protects encourage encourages focus focuses work works
            """
        ),
        (
            MarkKind.SpellingOther,
            """
            colour / color + colours / colors + coloured / colored + colouring / coloring + colourful / colorful
            favour / favor + favours / favors + favourite / favorite + favourites / favorites + favourable / favorable + favoured / favored
            flavour / flavor + flavours / flavors + flavoured / flavored + flavourful / flavorful + flavouring / flavoring
            behaviour / behavior + behaviours / behaviors + behavioural / behavioral
            honour / honor + honours / honors + honoured / honored + honouring / honoring
            labour / labor + labours / labors
            neighbour / neighbor + neighbours / neighbors + neighbouring / neighboring + neighbourhood / neighborhood + neighbourhoods / neighborhoods
            humour / humor + rumour / rumor + rumours / rumors + vapour / vapor + odour / odor + odours / odors + savour / savor + savoury / savory
            endeavour / endeavor + endeavours / endeavors + harbour / harbor + armour / armor + parlour / parlor + splendour / splendor + vigour / vigor + rigour / rigor
            centre / center + centres / centers + centred / centered + theatre / theater + theatres / theaters + fibre / fiber + fibres / fibers + calibre / caliber + sombre / somber + lustre / luster
            catalogue / catalog + catalogues / catalogs + dialogue / dialog
            defence / defense + defences / defenses + offence / offense + pretence / pretense
            travelling / traveling + travelled / traveled + traveller / traveler + travellers / travelers
            modelling / modeling + modelled / modeled + labelled / labeled + labelling / labeling + cancelled / canceled + cancelling / canceling
            fuelled / fueled + signalling / signaling + channelled / channeled + counselling / counseling + counsellor / counselor + counsellors / counselors
            marvellous / marvelous + jewellery / jewelry + woollen / woolen + tranquillity / tranquility
            fulfil / fulfill + fulfilment / fulfillment + enrol / enroll + enrolment / enrollment + skilful / skillful + instalment / installment
            grey / gray + greys / grays + ageing / aging + judgement / judgment + judgements / judgments + acknowledgement / acknowledgment
            mould / mold + moulds / molds + moustache / mustache + plough / plow + cosy / cozy + sceptical / skeptical + scepticism / skepticism
            """
        ),
    ];

    /// <summary>Verbs of both spellings, without their ending.</summary>
    public const string IzeStems =
        "organi reali recogni speciali emphasi summari prioriti maximi minimi optimi utili customi critici memori categori characteri "
        + "standardi generali visuali apologi "
        + "normali stabili capitali centrali moderni personali populari revolutioni symboli neutrali mobili digiti finali harmoni hypothesi "
        + "initiali locali randomi rationali "
        + "sociali sterili subsidi sympathi synchroni synthesi theori urbani victimi energi economi fertili crystalli coloni civili authori "
        + "familiari jeopardi idoli fantasi "
        + "dramati commerciali conceptuali contextuali formali globali industriali internali marginali materiali monopoli nationali privati "
        + "polari scrutini strategi tokeni "
        + "triviali vocali computeri seriali parameteri virtuali moneti";

    public const string IzeEndings = "ze zes zed zing zation zations zer zers zational";

    /// <summary>Verbs in -yse, which take another ending.</summary>
    public const string YzeStems = "anal catal paral hydrol";

    public const string YzeEndings = "yze yzes yzed yzing";

    /// <summary>What may open a sentence with a comma or without.</summary>
    public const string Openers = """
        today
        nowadays
        currently
        sometimes
        often
        usually
        typically
        occasionally
        eventually
        recently
        traditionally
        historically
        initially
        originally
        ultimately
        of course
        in practice
        in this case
        in some cases
        in many cases
        in most cases
        in this way
        in this example
        in this context
        in this scenario
        in this situation
        in this story
        in this sentence
        in these cases
        in return
        in turn
        in the end
        in the past
        in the future
        in the process
        in the morning
        in the evening
        in recent years
        over recent years
        over time
        over the years
        at first
        at the end
        at the same time
        at this point
        at times
        by default
        by doing so
        by doing this
        as a consequence
        hence
        instead
        afterward
        afterwards
        then
        next
        for now
        for example
        for instance
        on average
        on the other hand
        on the contrary
        with this in mind
        with this approach
        to start
        to begin
        once done
        if needed
        if possible
        perhaps
        maybe
        soon
        later
        until recently
        since then
        from there
        around the world
        across the world
        in short
        in theory
        in reality
        additionally
        in addition
        furthermore
        moreover
        therefore
        thus
        as a result
        consequently
        finally
        lastly
        first
        firstly
        second
        secondly
        third
        thirdly
        overall
        all in all
        in contrast
        by contrast
        meanwhile
        in the meantime
        in general
        generally
        for this reason
        because of this
        specifically
        in particular
        alternatively
        as an alternative
        these days
        once upon a time
        one day
        suddenly
        along the way
        together
        to do this
        this way
        in the distance
        for years
        during this period
        during this time
        during the day
        before long
        with this technology
        above all
        again
        in doing so
        as such
        with practice
        with time
        in essence
        in some ways
        for the most part
        at its core
        in other cases
        in certain cases
        in my opinion
        in our case
        in this section
        in this step
        in this article
        in this guide
        in both cases
        in each case
        at this stage
        at that point
        by that time
        by then
        at night
        in spring
        in summer
        in winter
        every day
        each day
        every year
        each year
        to begin with
        to start with
        from time to time
        in many ways
        in many respects
        as always
        in recent decades
        as of now
        right now
        until then
        up to now
        so far
        throughout history
        unfortunately
        sadly
        fortunately
        luckily
        interestingly
        surprisingly
        importantly
        clearly
        obviously
        naturally
        hopefully
        essentially
        basically
        accordingly
        subsequently
        simultaneously
        similarly
        likewise
        indeed
        in fact
        conversely
        also
        after that
        before that
        on top of that
        to this end
        for this purpose
        at present
        at the moment
        most of all
        in the long run
        in the long term
        in the short term
        in comparison
        as a whole
        to do so
        in some situations
        in such cases
        in general terms
        under these circumstances
        along with this
        at first glance
        in many situations
        in the beginning
        in the fall
        in the summer
        in the winter
        in the spring
        in the afternoon
        in the story
        in the background
        on this day
        on that day
        that day
        that night
        that evening
        all of a sudden
        at last
        deep down
        years later
        little by little
        step by step
        as a general rule
        as a rule
        in the real world
        in this regard
        in this respect
        in this project
        in this study
        in this program
        in this approach
        in this tutorial
        from then on
        from this point
        after this
        in another bowl
        in this system
        in another example
        every morning
        every night
        each morning
        that way
        on one hand
        on the one hand
        in sum
        even so
        fourth
        most importantly
        in a large bowl
        in a bowl
        in a small bowl
        in a separate bowl
        in a medium bowl
        with each passing day
        at home
        in time
        at work
        from here
        in modern times
        in ancient times
        """;

    /// <summary>Of the openers, those that are nothing else at a sentence's beginning, whatever follows.</summary>
    public const string SureOpeners = """
        additionally
        in addition
        furthermore
        moreover
        finally
        lastly
        firstly
        secondly
        thirdly
        consequently
        therefore
        meanwhile
        ultimately
        eventually
        subsequently
        unfortunately
        sadly
        fortunately
        similarly
        likewise
        on the other hand
        conversely
        alternatively
        specifically
        for example
        for instance
        """;
}
