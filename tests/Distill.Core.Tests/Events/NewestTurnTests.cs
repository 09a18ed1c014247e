using System.Text;
using System.Text.Json;
using Distill.Contracts.Prompts;
using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

/// <summary>The prompt is what the user asked last, in any shape of conversation.</summary>
public sealed class NewestTurnTests
{
    private const string Asked = "Explain step by step why the sky is blue in the evening.";

    private readonly EventParser _parser = new(new EventLimits());

    public static TheoryData<string> Conversations =>
        [
            $$$"""[{"type":"text","text":"{{{Asked}}}"}]""",
            $$$"""[{"type":"image","source":{"data":"AAAA"}},{"type":"text","text":"{{{Asked}}}"}]""",
            $$$"""[{"text":"{{{Asked}}}"}]""",
            $$$"""[{"role":"system","content":"Be brief."},{"role":"user","content":"{{{Asked}}}"}]""",
            $$$"""[{"content":"{{{Asked}}}","role":"user"}]""",
            $$$"""[{"role":"user","content":"Earlier."},{"role":"assistant","content":"Yes."},"""
                + $$$"""{"role":"user","content":[{"type":"text","text":"{{{Asked}}}"}]}]""",
            $$$"""[{"role":"user","content":"{{{Asked}}}"},{"role":"assistant","content":[{"type":"tool_use","name":"x","input":{}}]},"""
                + """{"role":"user","content":[{"type":"tool_result","content":"42"}]}]""",
            $$$"""{"messages":[{"role":"user","content":"{{{Asked}}}"}],"model":"m","system":"Be brief."}""",
            $$$"""{"contents":[{"role":"user","parts":[{"text":"{{{Asked}}}"}]}]}""",
            $$$"""[{"role":"user","parts":[{"type":"text","content":"{{{Asked}}}"}]}]""",
            $$$"""{"role":"user","content":"{{{Asked}}}"}""",
            $$$"""[{"type":"message","role":"user","content":[{"type":"input_text","text":"{{{Asked}}}"}]}]""",
            $$$"""[{"from":"human","value":"{{{Asked}}}"},{"from":"gpt","value":"Because."}]""",
            $$$"""["Be brief.","{{{Asked}}}"]""",
            $$$"""{"system":"Be brief.","user":"{{{Asked}}}"}""",
            $$$"""{"user":"{{{Asked}}}","assistant":"Because."}""",
            $$$"""[{"user":"Earlier.","assistant":"Yes."},{"user":"{{{Asked}}}","assistant":"Because."}]""",
            $$$"""{"model":"m","max_tokens":5,"prompt":"{{{Asked}}}"}""",
            $$$"""{"model":"m","instructions":"Be brief.","input":[{"role":"user","content":"{{{Asked}}}"}]}""",
            $$$"""{"conversations":[{"from":"human","value":"{{{Asked}}}"},{"from":"gpt","value":"Because."}]}""",
        ];

    public static TheoryData<string> Texts =>
        [
            $"[{{'role': 'system', 'content': \"It's brief.\"}}, {{'role': 'user', 'content': '{Asked}', 'name': None}}]",
            $"[{{'role': 'user', 'content': [{{'type': 'text', 'text': '{Asked}'}}]}}]",
            $"{{'messages': ({{'role': 'user', 'content': '{Asked.Replace(" ", "\\x20", StringComparison.Ordinal)}'}}, "
                + "{'role': 'assistant', 'content': 'A \"b\" \\'c\\'.'})}",
            $"Human: Earlier.\n\nAssistant: Yes.\n\nHuman: {Asked}\n\nAssistant:",
            $"\n\nHuman: {Asked}\n\nAssistant:",
            $"System: Be brief.\nUser: {Asked}",
            $"USER: {Asked}\nASSISTANT: Because.\n",
            $"<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n{Asked}<|im_end|>\n<|im_start|>assistant\n",
            $"<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n{Asked}<|eot_id|>",
            $"<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\n{Asked} [/INST]",
            $"[INST] Earlier. [/INST] Yes.</s>[INST] {Asked} [/INST]",
            $"<start_of_turn>user\n{Asked}<end_of_turn>\n<start_of_turn>model\n",
            $"<|system|>\nBe brief.<|end|>\n<|user|>\n{Asked}<|end|>\n<|assistant|>",
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void ConversationInAnotherForm_GivesTheSame(string text) =>
        Assert.Equal(Features(Asked).Whole, Read($"\"prompt\":{JsonSerializer.Serialize(text)}").Prompt.Whole);

    [Theory]
    [MemberData(nameof(Conversations))]
    public void Conversation_GivesItsNewestUserTurn(string json) => Assert.Equal(Features(Asked).Whole, Read($"\"prompt\":{json}").Prompt.Whole);

    [Theory]
    [MemberData(nameof(Conversations))]
    public void ConversationWrittenAsText_GivesTheSame(string json) =>
        Assert.Equal(Features(Asked).Whole, Read($"\"prompt\":{JsonSerializer.Serialize(json)}").Prompt.Whole);

    [Fact]
    public void SeveralBlocksOfOneTurn_AreOneText() =>
        Assert.Equal(
            Features("First part.\nSecond part.").Whole,
            Read(
                """  "prompt":[{"role":"user","content":[{"type":"text","text":"First part."},{"type":"text","text":"Second part."}]}] """
            ).Prompt.Whole
        );

    [Theory]
    [InlineData("""{"task":"grade","text":"an essay about rivers"}""")]
    [InlineData("""[1,2,3]""")]
    [InlineData("""[{"name":"Ann","age":7}]""")]
    [InlineData("""[note] the rest is text [end]""")]
    [InlineData("""{"role":"user"}""")]
    [InlineData("""["a","b"] and more]""")]
    [InlineData("""{"user":"ann","text":"an essay about rivers"}""")]
    [InlineData("{'task': 'grade', 'text': 'an essay'}")]
    [InlineData("Translate this.\nHuman: hello\nAssistant: hi")]
    [InlineData("System: a Linux machine with four disks.")]
    [InlineData("<b>bold</b> text of a page")]
    public void OtherText_StaysAsItIs(string text) =>
        Assert.Equal(Features(text).Whole, Read($"\"prompt\":{JsonSerializer.Serialize(text)}").Prompt.Whole);

    [Fact]
    public void JsonThatIsNoConversation_IsReadAsItsText() =>
        Assert.Equal(
            Features("""{"task":"grade","input":"an essay about rivers"}""").Whole,
            Read("""  "prompt":{"task":"grade","input":"an essay about rivers"} """).Prompt.Whole
        );

    [Fact]
    public void SystemPromptInFrontOnceMore_IsTakenOff() =>
        Assert.Equal(Features(Asked).Whole, Read($"\"system\":\"Be brief and kind.\",\"prompt\":\"Be brief and kind.\\n\\n{Asked}\"").Prompt.Whole);

    [Fact]
    public void TurnsAlone_GiveTheNewest() =>
        Assert.Equal(
            Features(Asked).Whole,
            Read($$$"""  "turns":[{"role":"user","content":"Earlier."},{"role":"user","content":"{{{Asked}}}"}] """).Prompt.Whole
        );

    [Fact]
    public void TurnsBesideAPrompt_ChangeNothing() =>
        Assert.Equal(
            Features(Asked).Whole,
            Read($"\"turns\":[\"9f3c\",\"77ab\"],\"system\":[{{\"type\":\"text\",\"text\":\"x\"}}],\"prompt\":\"{Asked}\"").Prompt.Whole
        );

    [Theory]
    [InlineData("""["read_file","run_tests"]""")]
    [InlineData(
        """[{"type":"function","function":{"name":"read_file","parameters":{"name":"x"}}},{"type":"function","function":{"name":"run_tests"}}]"""
    )]
    [InlineData("""[{"name":"read_file","input_schema":{"type":"object"}},{"name":"run_tests"}]""")]
    [InlineData("""[{"toolSpec":{"name":"read_file"}},{"toolSpec":{"name":"run_tests"}}]""")]
    [InlineData("""[{"functionDeclarations":[{"name":"read_file"},{"name":"run_tests"}]}]""")]
    [InlineData("""["read_file",{"name":"run_tests"}]""")]
    [InlineData("\"[\\\"read_file\\\",\\\"run_tests\\\"]\"")]
    [InlineData("\"[{\\\"name\\\":\\\"read_file\\\"},{\\\"name\\\":\\\"run_tests\\\"}]\"")]
    public void Tools_AreTheirNamesInAnyShape(string json) =>
        Assert.Equal(Read("\"tools\":[\"read_file\",\"run_tests\"]").Tools, Read($"\"tools\":{json}").Tools);

    private static PromptFeatures Features(string text) => PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(text));

    private ApiCall Read(string fragment)
    {
        var parsed = _parser.Parse(
            Encoding.UTF8.GetBytes($$"""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":"m",{{fragment}}}"""),
            Some.Time
        );
        Assert.Equal(EventKind.Call, parsed.Kind);
        return parsed.Call;
    }

    [Theory]
    [InlineData("""[{"role":"system","content":"Stay on the subject."}]""")]
    [InlineData("""[{"role":"assistant","content":"With pleasure."}]""")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void TurnsWithoutOneOfTheUser_AreNoPrompt(string turns) => Assert.False(Read($"\"turns\":{turns}").Prompt.IsKnown);
}
