"""First names that nearly always belong to one gender, from many countries; shared ones are left out."""

from typing import Final

from quizapi.domain.annotations import Gender

_FEMALE: Final = """
abigail ada adele adriana agnes agnieszka aicha aisha akiko alba alejandra alexandra alice alicia aline
alisha alison allison alma althea amal amalia amalie amanda amara amelia amina amira amy ana anastasia
angela angelica angelina anita ann anna annabel anne annette annie antonia anya aoife aparna april arlene
asha astrid asuka audrey ava ayesha barbara beata beatrice beatriz becky belinda bella bernadette bertha
bess beth bethany betsy betty beverly bianca birgit bonnie brenda bridget bridgette brigitte brooke camila
camilla candace carla carly carmen carol carolina caroline carolyn cassandra catalina catherine cathy
cecilia celeste celia chantal charlene charlotte chelsea cherie cheryl chiara chloe christina christine
cindy claire clara claudia colleen condoleezza connie constance consuelo cora corinne cornelia cristina
crystal cynthia dagmar daisy danielle daphne dawn debbie deborah deepika deirdre delia denise diana diane
dianne dilma dina dolores dora doris dorothy edith edna eileen elaine eleanor elena eleni elisa elisabeth
elise eliza elizabeth ella ellen elsa elsie emily emma erica erika erin esmeralda esperanza estelle esther
eugenia eunice eva eve evelyn fatima fatma felicia fiona flora florence frances francesca freya frida
gabriela gabriele gabriella gail galina geeta gemma genevieve georgia georgina geraldine gertrude gillian
gina ginger giorgia gisela giulia gladys glenda gloria golda grace greta gretchen guadalupe gudrun gwen
gwendolyn hadiza haley halima hanna hannah harriet hazel heather hedwig heidi helen helena helene helga
henrietta hilary hilda hillary hope huma ida ilse imelda indira ines ingrid inna irena irene irina iris
irma isabel isabella isabelle ivana ivanka jackie jacqueline jane janelle janet janice jasmine jayne
jeanette jeanne jelena jenna jennifer jenny jessica jill joan joanna joanne jocelyn johanna josefina
josephine joy joyce juanita judith judy julia juliana julie juliet june justine kamala karen karin karina
karla katarina kate katharine katherine kathleen kathryn kathy katie katrina kay kayla keiko kellie
kellyanne kendra khadija kimberly kirsten kristen kristin kristina lakshmi lara larisa latoya laura lauren
laurie leah leila lena leonora leticia lila lilian lillian lily lina linda lindsay linnea lisa liudmila
livia liz liza lois lola loretta lori lorraine louisa louise lourdes lucia lucille lucy ludmila luisa lupe
lydia lynn mabel madeleine madeline magdalena maggie mahnaz malala malgorzata manuela marcia margaret
margarita margot marguerite maria mariam mariana marianne marie marilyn marina marisa marjorie marlene
marsha marta martha martina mary maryam matilda maureen maxine may megan meghan melania melanie melinda
melissa mercedes meredith michelle mildred mina mindy minerva miranda miriam molly mona monica monika
muriel myra myrtle nadia nadine nancy naomi natalia natalie natasha neha nell nellie nicola nicole nikki
nina nora norma octavia olena olga olivia ophelia paloma pamela patience patricia patsy patty paula
paulina pauline peggy penelope penny petra phoebe phyllis pia polly pooja precious priscilla priti priya
rachel raisa ramona rana raquel rebecca regina renata renee rhonda rita roberta rosa rosalind rose
roseanne rosemary rosie rowena roxanne ruby ruth sabine sabrina sadie sally salma samantha samia sandra
sania sara sarah saskia savannah selena selma serena shabana sharon sheena sheila shelley sheri sherry
shirin shirley shreya sigrid silvia simone sinead siobhan sofia sofie sonia sonja sophia sophie stacey
stacy stella stephanie sue sunita susan susanna susanne suzanne svetlana sylvia tabitha tamara tammy tanya
tara tatiana tatyana teresa teri tess tessa thelma theresa therese tiffany tina toni tonya tracey tricia
trudy uma ursula valentina valerie vanessa vera verena veronica victoria vigdis viktoria viola violet
virginia vivian vivien wanda wendy whitney wilhelmina wilma winifred ximena yasmin yekaterina yelena yoko
yolanda yulia yuliya yvette yvonne zainab zara zelda zoe zsuzsanna
"""

_MALE: Final = """
aaron abdel abdul abdulaziz abdullah abe abraham adam adolf adrian ahmad ahmed ahmet alan albert alberto
aldo alejandro aleksandar aleksander aleksandr alexander alexandre alexei alexey alfonso alfred alfredo
ali allan allen alonso alphonse alvaro alvin amir amit amos anatoly anders andre andreas andrei andrej
andres andrew andrey andrzej andy angus anthony antoine anton antonio antonis antony anwar ari ariel
aristide arjun armando arnold arthur artur arturo arvind ashok ashraf asif augustin augusto avi axel ayman
aziz babak barack barry bart bartholomew bashar basil ben benedict benito benjamin benny bernard bernardo
bernd bernhard bernie bert bill billy bjorn bob bobby bogdan boris brad bradley brendan brent brett brian
bruce bruno bryan burt byron calvin carl carlo carlos cecil cedric cesar chad charles charlie chester chip
chris christian christoph christophe christopher chuck claude claudio claus clement clifford clint clinton
clive colin conor conrad corey craig curt curtis cyril cyrus dale damian damien dan daniel daniele danil
danny dario darrell darren darryl dave david davide dean denis dennis denzel derek dermot desmond dexter
diego dieter dietrich dimitri dimitris dirk dmitri dmitry dmytro dom domenico dominic don donald donny
doug douglas duncan dustin dwayne dwight earl ed eddie edgar edmond edmund eduardo edward edwin efrain
egon ehud eli elias elijah elliot elmer elon emanuel emil emilio emmanuel emre enrico enrique eric erich
erik ernest ernesto ernst erwin ethan eugene evan evgeny ezra fabio faisal farid farouk felipe felix
ferdinand fernando fidel filip finn floyd francesco francis francisco francois frank franklin franz fred
freddie frederick fredrik friedrich fritz gareth gary gavin geoff geoffrey george georges gerald gerard
gerhard gerry gianni gideon gilbert giorgio giovanni giuseppe glen glenn gonzalo goran gordon graham greg
gregor gregory grigory guido guillaume guillermo gunter gunther gus gustav gustavo guy habib hamid hamza
hank hans harald harold harry harvey hasan hassan hector heinrich heinz helmut henri henrik henry herbert
herman hermann hernan hideo hiroshi homer horace horst howard hubert hugh hugo humberto hussein ian
ibrahim ignacio igor ilya imran isaac isaiah isidro ismail ivan ivo jack jacob jacques jaime jair jakob
jamal james jan janez janos jared jason javad javier jay jean-claude jean-marc jean-paul jean-pierre jeb
jeff jeffrey jens jeremiah jeremy jerome jerry jesus jim jimmy joachim joao joaquin joe joel johan johann
johannes john johnny jon jonas jonathan jorge jose josef joseph josh joshua juan jules julian julio julius
jurgen justin kai karim karl keith ken kenji kenneth kent kevin khaled khalid kirk klaus kofi konrad
konstantin konstantinos kurt kyle kyriakos lamar lance larry lars laszlo laurence laurent lawrence lech
leo leon leonard leonardo leonid leopold leroy lester lev lewis liam lionel lloyd lorenzo lothar lou louis
luc luca lucas luciano ludwig luigi luis luiz lukas luke luther lyndon maarten mahmoud malcolm manfred
manmohan manuel marc marcel marcelo marco marcos marcus marek mario marius mark markus marshall martin
marty marvin massimo mateusz mathias matt matteo matthew matthias maurice mauricio maurizio max maximilian
mehmet melvin michael michal michel miguel mikael mike mikhail mikheil miles milos mitch mitchell mohamed
mohammad mohammed mohandas morris morten moses mubarak muhammad murray mustafa nabil narendra nasser nate
nathan nathaniel ned neil nelson neville newt niall nicholas nick nicolae nicolas niels nigel nikita
nikolai nikos nils noah noel norbert norman olaf ole oleg oliver olivier omar orlando orson osama oscar
oskar otto owen pablo paddy paolo pascal patrick paul paulo pavel pedro per percy pete peter petr petro
phil philip philippe phillip pierre pieter piotr prakash pranab rafael rafiq rahul rainer raj rajesh rajiv
ralf ralph ramesh ramon randy raul ravi ray raymond recep reginald reinhard reinhold rene reuben reza
ricardo riccardo rich richard rick rob robert roberto rod roderick rodney rodolfo rodrigo roger roland
rolf roman ron ronald ronan rory ross roy ruben rudolf rudolph rudy rupert russ russell ryan saad saddam
saeed salah salim salvador salvatore sanjay santiago saul scott sean sebastian sergei sergey sergio seth
shane shaun shigeru shinzo sidney sigmar silvio simon sohail solomon spencer stan stanislav stanley stefan
stefano stephan stephane stephen steve steven stewart stuart sunil sven sylvester tarek tariq ted teddy
terence terrence terry theo theodore thierry thomas thorsten tim timothy tobias toby todd tom tomas tomasz
tommy tony torsten travis trent trevor tyrone ulrich umberto uwe vaclav valery vasily vernon vicente
victor vijay viktor vince vincent vincenzo vitali vitaly vittorio vlad vladimir volker volodymyr wade
wallace walter warren wayne werner wilbur wilfred wilhelm will willard willem william willy wim winston
wladyslaw wolfgang woodrow xavier yair yanis yannick yasser yitzhak youssef yuri yusuf yves zachary
zbigniew zoltan
"""

GENDER_OF_FIRST_NAME: Final[dict[str, Gender]] = {
    **dict.fromkeys(_MALE.split(), "male"),
    **dict.fromkeys(_FEMALE.split(), "female"),
}

#: Short forms and the names that they stand for, to join "Mike" with "Michael" under one surname.
SHORT_FORMS: Final[dict[str, str]] = {
    "abe": "abraham", "al": "albert", "alex": "alexander", "andy": "andrew", "barb": "barbara", "ben":
    "benjamin", "bernie": "bernard", "beth": "elizabeth", "betty": "elizabeth", "bill": "william",
    "bob": "robert", "bobby": "robert", "cathy": "catherine", "charlie": "charles", "chris":
    "christopher", "chuck": "charles", "dan": "daniel", "danny": "daniel", "dave": "david", "deb":
    "deborah", "debbie": "deborah", "dick": "richard", "don": "donald", "doug": "douglas", "ed":
    "edward", "eddie": "edward", "fred": "frederick", "greg": "gregory", "hank": "henry", "harry":
    "harold", "jack": "john", "jeff": "jeffrey", "jen": "jennifer", "jenny": "jennifer", "jim": "james",
    "jimmy": "james", "joe": "joseph", "jon": "jonathan", "josh": "joshua", "kate": "katherine",
    "kathy": "katherine", "katie": "katherine", "ken": "kenneth", "larry": "lawrence", "liz":
    "elizabeth", "matt": "matthew", "mike": "michael", "mitch": "mitchell", "nick": "nicholas", "pat":
    "patrick", "pete": "peter", "phil": "philip", "ray": "raymond", "rich": "richard", "rick":
    "richard", "rob": "robert", "ron": "ronald", "russ": "russell", "sam": "samuel", "stan": "stanley",
    "steve": "stephen", "sue": "susan", "ted": "edward", "tim": "timothy", "tom": "thomas", "tony":
    "anthony", "val": "valerie", "vicky": "victoria", "will": "william", "zack": "zachary",
}  # fmt: skip
