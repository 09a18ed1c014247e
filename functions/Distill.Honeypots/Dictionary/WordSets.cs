namespace Distill.Honeypots.Dictionary;

/// <summary>The words that rules and guards know by class.</summary>
internal static class WordSets
{
    private static readonly (WordClass Class, string Words)[] s_sets =
    [
        (
            WordClass.English,
            "the of and to is are that with for this you it be as by can from have has your their its they which will or not on was were an "
                + "into when how what more also "
                + "these those there but may might such we our who all at if so than them he she his her been would should could about while "
                + "whilst because where each other some"
        ),
        (
            WordClass.Foreign,
            "und der das ist nicht ein eine mit auf für auch sich les des une est dans que qui sur pas avec el los las una por para como "
                + "más pero della che di il "
                + "het een niet voor och att det som jest się nie na ve bir uma não os dos nao ich wir sie sont ils elle cette aux son ser del lo"
        ),
        (
            WordClass.Negation,
            "not no never none neither nor nobody nothing nowhere cannot without hardly scarcely barely unless don't doesn't didn't isn't "
                + "aren't wasn't weren't won't can't "
                + "couldn't shouldn't wouldn't haven't hasn't hadn't mustn't needn't ain't"
        ),
        (
            WordClass.Careful,
            "shall hereby herein hereto thereof therein whereof pursuant hereinafter notwithstanding plaintiff defendant appellant tort "
                + "statute statutory indemnify "
                + "indemnity indemnification warranty warranties liability liabilities lessee lessor licensee licensor jurisdiction "
                + "litigation lawsuit attorney lawyer clause "
                + "covenant arbitration contractual legislation court felony misdemeanor bail affidavit testimony verdict prosecution dosage "
                + "dose doses milligram milligrams "
                + "diagnosis diagnoses diagnosed diagnose symptom symptoms prescription prescribed prescribe contraindicated "
                + "contraindications medication medications "
                + "antibiotic antibiotics chemotherapy insulin tumor tumour cancer clinical clinically patient patients physician surgeon "
                + "surgery surgical overdose ibuprofen "
                + "acetaminophen paracetamol aspirin opioid vaccine vaccines disease diseases disorder syndrome therapy suicide"
        ),
        (
            WordClass.Verbatim,
            "verbatim quote quoted quotation transcript transcription excerpt wording lyrics stanza poem haiku recite recital password "
                + "passphrase anagram palindrome spelled spelt spelling"
        ),
        (
            WordClass.Measure,
            "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october "
                + "november december mon tue wed thu fri "
                + "sat sun jan feb mar apr jun jul aug sep sept oct nov dec one two three four five six seven eight nine ten eleven twelve "
                + "thirteen fourteen fifteen sixteen "
                + "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
                + "million millions billion billions "
                + "trillion dozen percent half third thirds quarter quarters kg km cm mm mg ml lb lbs oz ft mph kph kmh ghz mhz hz gb mb kb "
                + "tb kwh kw mw gram grams "
                + "kilogram kilograms kilometer kilometers kilometre kilometres meter meters metre metres centimeter centimeters centimetre "
                + "millimeter liter liters litre litres "
                + "inch inches foot feet mile miles pound pounds ounce ounces gallon gallons cup cups tablespoon tablespoons teaspoon "
                + "teaspoons dollar dollars euro euros cent "
                + "cents yen usd eur gbp hour hours minute minutes second seconds degree degrees celsius fahrenheit volts watts am pm a.m p.m "
                + "twice once"
        ),
        (WordClass.Determiner, "a an the any some this that these those each every another my your our their its his her many numerous most several"),
        (WordClass.Subject, "it they we you he she i this there"),
        (WordClass.Auxiliary, "is are was were can will may has have had could would should might must do does did am"),
        (
            WordClass.Subordinator,
            "when if while whilst as because although though since after before once to by in for with on at during unless until where "
                + "whereas despite given under through over "
                + "within without from upon among between unlike like besides whenever whether even depending based using due according along "
                + "throughout across around near behind below above against toward towards inside outside beyond"
        ),
        (
            WordClass.Function,
            "the a an of and to is are that with for this it be as by can may might whilst from have has your their its which will or on "
                + "was were into when how what more these those but may "
                + "such our who at if so than them he she his her been would should could about while because where each i you we they my me "
                + "us him in do does did am not no very "
                + "too also both either neither like including include includes consider try are being e.g i.e am with without between among "
                + "over under per via then"
        ),
        (
            WordClass.NoThing,
            "person people man men woman women child children kid kids user users customer customers client clients one ones someone anyone "
                + "everyone somebody anybody everybody "
                + "student students teacher employee employees friend friends member members player players writer author artist boy girl "
                + "mother father parent parents baby "
                + "individual individuals expert experts leader team staff so say says said think thinks believe believes know knows mean "
                + "means show shows fact feel feels hope "
                + "note ensure ensures see sees find finds suggest suggests indicate indicates sure way time day reason year moment place "
                + "everything anything something all much "
                + "states argues argued found claims appears seems hopes proves explains reveals highlights demonstrates implies wishes "
                + "remembers realizes realises understands learns notices idea claim belief conclusion possibility chance risk sign news "
                + "evidence thought"
        ),
        (WordClass.Joiner, "and or"),
        (
            WordClass.Command,
            "add remove preheat combine gather create choose select bring pour stir bake consider identify write take make let put mix "
                + "divide multiply subtract calculate determine "
                + "drizzle sprinkle whisk try go get ask find include ensure compare"
        ),
    ];

    /// <summary>All words with all their classes.</summary>
    public static Dictionary<string, WordClass> Classes()
    {
        var classes = new Dictionary<string, WordClass>();
        foreach (var (set, words) in s_sets)
        {
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                classes[word] = classes.GetValueOrDefault(word) | set;
            }
        }

        return classes;
    }

    /// <summary>The words of a class.</summary>
    public static IEnumerable<string> Of(WordClass set) =>
        s_sets.Where(s => s.Class == set).SelectMany(s => s.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What the dictionary's hash is taken over.</summary>
    public static string Text => string.Join('\n', s_sets.Select(s => $"{s.Class}: {s.Words}"));
}
