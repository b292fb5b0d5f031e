"""How a story is typed, made even for reading: widths, older characters, slips of the keyboard, missing stops.

Most changes keep every sign at its place, so that what is found can be given back as it was typed.
"""

import re
from typing import Final

_WIDTH: Final = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF0E, 0xFF5B) if chr(code) not in "：；＜＝＞？＠"}
) | {0xFFE5: "¥", 0x3000: " "}
_OLDER: Final = (
    "買买賣卖發发貨货錢钱幣币網网點点卡卡號号帳账賬账單单訂订購购價价員员會会號号碼码顯显無无為为與与說说話话"
    "請请問问沒没這这個个們们來来還还過过時时間间後后現现實实際际號号從从開开關关裡里裏里給给讓让應应該该"
    "騙骗轉转匯汇對对樣样聯联繫系係系絡络體体驗验證证圖图書书電电視视劇剧萬万億亿兩两張张條条禮礼優优惠惠"
    "遊游戲戏級级聖圣靈灵龍龙鳳凤魚鱼鳥鸟馬马葉叶楓枫樂乐愛爱藝艺術术業业務务處处理理態态維维護护繼继續续"
    "覆复復复儲储費费額额貴贵貝贝殼壳資资質质貼贴賠赔償偿賴赖賓宾寶宝專专賺赚觀观覺觉親亲記记許许認认設设"
    "誰谁課课諾诺講讲謝谢識识護护讀读變变財财責责貨货貧贫貪贪敗败頁页項项順顺須须預预領领頭头題题額额類类"
    "風风飛飞餐餐館馆騎骑驚惊麼么黃黄齊齐準准確确離离難难雲云霧雾靜静韓韩響响頻频願愿顧顾餘余鎖锁鐘钟鐵铁"
    "銀银銷销錄录錯错長长門门閉闭閃闪陽阳隊队階阶隨随險险雙双雜杂擔担據据擇择損损換换掛挂採采搶抢攜携數数"
    "斷断於于早早暫暂極极樓楼機机權权歡欢歲岁歷历殘残氣气決决況况淨净減减測测滿满潔洁燈灯爭争牆墙獎奖獨独"
    "環环產产當当畫画療疗盡尽監监盤盘禁禁種种稱称積积穩稳窮穷筆笔簡简範范簽签籌筹糧粮紅红紀纪約约級级純纯"
    "紙纸細细終终組组結结絕绝統统經经綠绿網网緊紧線线編编練练總总績绩織织繳缴罰罚習习聞闻聲声職职聽听脫脱"
    "腦脑膽胆臨临舊旧艦舰藍蓝號号蘋苹虧亏補补裝装製制複复規规訊讯託托訴诉詐诈評评詞词試试詳详誤误調调談谈"
    "論论謊谎警警議议負负貢贡買买賞赏贈赠贏赢趕赶趙赵跡迹車车軍军軟软較较載载輕轻輸输辦办農农運运進进遠远"
    "遲迟選选遺遗郵邮鄰邻醫医釋释針针鈴铃鉑铂銅铜鋪铺鍵键鏈链鑽钻陳陈陸陆東东兒儿內内兌兑冊册凍冻別别劃划"
    "動动勞劳勝胜勢势區区協协參参嗎吗嘗尝團团園园圓圆場场塊块壞坏壓压夠够夢梦夥伙奪夺媽妈嬰婴學学寫写將将"
    "屆届層层島岛師师幫帮幹干幾几庫库廠厂廢废廣广廳厅張张強强彈弹錶表徵征戶户拋抛掃扫揚扬搖摇撥拨撤撤收收"
)
_SIMPLER: Final = {ord(old): new for old, new in zip(_OLDER[::2], _OLDER[1::2], strict=True)}
# Slips by sound or shape; each is as long as what was meant.
_SLIPS: Final = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        ("[到倒道][帐账](?![号单户])", "到账"),
        ("[帐账]号", "账号"),
        ("冲[值直]|充直", "充值"),
        ("会[原圆园]", "会员"),
        ("咔(?=[盟密网铺券])", "卡"),
        ("卡蜜|咔蜜|卡秘", "卡密"),
        ("点圈|点劵|点卷", "点券"),
        ("(?<=[电影惠金餐])[卷劵]", "券"),
        ("己(?=[读经使兑发失到])", "已"),
        ("拉黒|啦黑", "拉黑"),
        ("兑唤|对换", "兑换"),
        ("(?<=[0-9一二两三四五六七八九十百])快(?=[钱多买付的，,。 ]|$)", "块"),
        ("发或", "发货"),
        ("客伏|课服|克服(?=[说不让叫回])", "客服"),
        ("订丹|定单", "订单"),
        ("俺(?!们)", "我"),
        ("再(?=[\u4e00-\u9fff]{1,5}(?:卡盟|发卡|卡网|数卡|点卡)[^，。]{0,3}[买冲充拍下])", "在"),
        ("(?<=[0-9])各(?=[，。 ]|$)", "个"),
        ("(?<=没)道(?=[，。 ]|$)", "到"),
        ("(?:(?<=[，,。 ])|^)再(?=[^，。 ]{1,8}(?:卡盟|发卡|卡网|数卡|点卡))", "在"),
        ("推款|腿款|退宽", "退款"),
        ("一只(?=[没不在说让拖])", "一直"),
        ("道现在", "到现在"),
        ("商加|伤家", "商家"),
        ("(?<=[0-9一二两三四五六七八九十]个)小是|小十(?=[内到])", "小时"),
    )
)
# What is typed for short, in Latin letters of its own, or in another tongue.
_SHORT: Final = {
    "kf": "客服",
    "support": "客服",
    "mj": "卖家",
    "sj": "商家",
    "tk": "退款",
    "fh": "发货",
    "dz": "到账",
    "bf": "补发",
    "zdhf": "自动回复",
    "refund": "退款",
    "plz": "请",
    "paid": "付了",
    "bought": "买了",
    "ordered?": "下单了",
    "cost": "花了",
    "seller": "卖家",
    "invalid": "无效",
    "pt": "平台",
    "gm": "购买",
}
_ABBREVIATED: Final = (
    *(
        (re.compile(f"(?<![A-Za-z]){short}(?![A-Za-z]) ?", re.IGNORECASE), meant)
        for short, meant in _SHORT.items()
    ),
    (re.compile("(?<![A-Za-z])dd(?=号)"), "订单"),
    (re.compile("[卖买]傢|麦家"), "卖家"),
)
# A chat copied with its times, and what stands there for pictures.
_CLOCKED: Final = re.compile(
    "(?m)(?<=^)([^\\s：:]{1,8})[ （(]+(?:[0-9/-]+ )?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[)）]?[：: ]+"
)
# Labels parted from what they name by a stroke.
_STROKES: Final = re.compile("(?<![^\\s|])([\\u4e00-\\u9fff]{2,4})[/|] ?(?=[^ /|]{2})")
_SPEAKERS: Final = re.compile(r"(?m)^[\[【(（]([^\]】)）]{1,5})[\]】)）][：: ]*")
_PICTURE: Final = re.compile("\\[(?:图片|表情|截图|语音|视频)\\]")
_STOPS: Final = "，,。！!？?；;：:\n “”「」"
_RUN_ON: Final = re.compile(f"[^{_STOPS}]{{34,}}")
_JOINT: Final = re.compile(
    "(?<=.)(?=(?:然后|结果|但是|可是|不过|后来|到现在|所以|而且|我就(?!是)|我想|我要|(?<!跟)(?<!找)(?<!问)(?<!联系)客服(?:就?说|就?回|跟我说)))"
)


def evened(text: str) -> str:
    """The text in one width, in simplified characters and full words, run-on sentences parted at their joints."""
    words = _PICTURE.sub("", _SPEAKERS.sub(_named, _CLOCKED.sub("\\1：", _in_place(text))))
    words = _STROKES.sub("\\1：", words) if len(_STROKES.findall(words)) > 2 else words
    words = words.replace("】【", "\n")
    words = _RUN_ON.sub(lambda run: _JOINT.sub("，", run[0]), words)
    for pattern, meant in _ABBREVIATED:
        words = pattern.sub(meant, words)
    return words


def _named(match: re.Match[str]) -> str:
    return f"{match[1]}：" if re.search("[我家主长服方商]$", match[1]) else match[0]


def as_typed(value: str, text: str) -> str:
    """A value found in the evened text, as the text has it; widths stay evened."""
    at = _in_place(text).find(value)
    return text[at : at + len(value)].translate(_WIDTH) if at >= 0 else value


def _in_place(text: str) -> str:
    """What changes no length."""
    words = text.translate(_WIDTH).translate(_SIMPLER)
    for pattern, meant in _SLIPS:
        words = pattern.sub(meant, words)
    return words
